/// Words of the pages about audiences.
extension Phrase {
    static let audience = Phrase("Audience", "Audience")
    static let audiencesTitle = Phrase("À qui s'adresser", "Whom to address")
    static let audiencesLead = Phrase(
        "Une audience est une règle : elle dit qui en est, à chaque instant. On l'approuve, puis on en fige une liste.",
        "An audience is a rule: it says who is in, at every moment. It is approved, then a list of it is frozen.")
    static let newAudience = Phrase("Nouvelle audience", "New audience")
    static let noAudiences = Phrase(
        "Aucune audience n'est enregistrée. Composez-en une : le nombre de contacts suit pendant la frappe.",
        "No audience is saved. Compose one: the count of contacts follows as you type.")
    static func contactsInAll(_ count: String) -> Phrase {
        Phrase("\(count) contacts en tout", "\(count) contacts in all")
    }
    static let contacts = Phrase("Contacts", "Contacts")
    static let stage = Phrase("État", "State")
    static let owner = Phrase("Responsable", "Owner")
    static let review = Phrase("À revoir", "Review")
    static let reviewDate = Phrase("À revoir le", "Review on")
    static let reviewDue = Phrase("échu", "due")
    static let stageDraft = Phrase("brouillon", "draft")
    static let stageApproved = Phrase("approuvée", "approved")
    static let stageChanged = Phrase("modifiée depuis", "changed since")
    static let stageUnreadable = Phrase("illisible", "unreadable")
    static func version(_ number: Int) -> Phrase { Phrase("version \(number)", "version \(number)") }
    static func approvedOf(_ count: String, _ at: String, _ by: String) -> Phrase {
        by.isEmpty
            ? Phrase("approuvée le \(at) pour \(count) contacts", "approved on \(at) for \(count) contacts")
            : Phrase(
                "approuvée le \(at) par \(by) pour \(count) contacts",
                "approved on \(at) by \(by) for \(count) contacts")
    }
    static let audienceNeedsScript = Phrase(
        "Sans JavaScript, cette page se lit ; pour changer une règle, utilisez l'interface (PUT /audiences/…).",
        "Without JavaScript this page can be read; to change a rule use the interface (PUT /audiences/…).")

    static let ruleAsRows = Phrase("La règle, ligne par ligne", "The rule, row by row")
    static let ruleAsText = Phrase("La règle en texte", "The rule as text")
    static let ruleHint = Phrase(
        "Par exemple : lifecycle = \"customer\" and sum(events.amount where type = \"purchase\") > 100",
        "For example: lifecycle = \"customer\" and sum(events.amount where type = \"purchase\") > 100")
    static let ruleNotUnderstood = Phrase("La règle ne se comprend pas.", "The rule cannot be followed.")
    static func countSaid(_ count: String, _ total: String, _ share: String) -> Phrase {
        Phrase("\(count) contacts sur \(total), soit \(share)", "\(count) contacts of \(total), \(share)")
    }
    static func ofContacts(_ total: String) -> Phrase { Phrase("sur \(total)", "of \(total)") }
    static let shareOfContacts = Phrase("Part des contacts", "Share of contacts")
    static func reachableBy(_ channel: String) -> Phrase {
        Phrase("Joignables par \(channel)", "Reachable by \(channel)")
    }
    static let funnel = Phrase("Condition après condition", "Condition after condition")
    static let funnelText = Phrase(
        "Combien il en reste après chaque condition, et combien elle en retiendrait seule.",
        "How many are left after each condition, and how many it would keep alone.")
    static let funnelOfOrText = Phrase(
        "Combien sont réunis après chaque condition, et combien elle en apporterait seule.",
        "How many are gathered after each condition, and how many it would bring alone.")
    static let clause = Phrase("Condition", "Condition")
    static let left = Phrase("Reste", "Left")
    static let alone = Phrase("Seule", "Alone")
    static let allContacts = Phrase("Tous les contacts", "All contacts")
    static let reach = Phrase("Qui peut être joint", "Who can be reached")
    static let reachText = Phrase(
        "Consentement donné, canal par canal. Sans consentement, un contact n'est sur aucune liste de ce canal.",
        "Consent given, channel by channel. Without consent a contact is on no list of that channel.")
    static let channel = Phrase("Canal", "Channel")
    static let noChannel = Phrase("aucun", "none")
    static let reachable = Phrase("Joignables", "Reachable")
    static let withoutConsent = Phrase("Sans accord", "No consent")
    static let consentDemanded = Phrase("exigé par la règle", "asked for by the rule")

    static let nobodyIsIn = Phrase("Personne n'en est.", "Nobody is in.")
    static func tooSmall(_ count: String, _ floor: Int) -> Phrase {
        Phrase(
            "\(count) contacts, c'est peu pour agir : le seuil est de \(floor).",
            "\(count) contacts are few to act on: the floor is \(floor).")
    }
    static func nearlyEverybody(_ percent: String) -> Phrase {
        Phrase("Presque tous les contacts en sont : \(percent).", "Nearly all contacts are in: \(percent).")
    }
    static func equalTo(_ audience: String) -> Phrase {
        Phrase(
            "Les mêmes contacts forment l'audience « \(audience) ».",
            "The same contacts are in the audience “\(audience)”.")
    }
    static func changesNothing(_ clause: String) -> Phrase {
        Phrase("Le nombre reste le même sans : \(clause).", "The count is the same without: \(clause).")
    }
    static func mostlyUnknown(_ field: String, _ percent: String) -> Phrase {
        Phrase(
            "\(field) n'est connu que pour \(percent) des contacts.",
            "\(field) is known of \(percent) of the contacts only.")
    }
    static func consentNotDemanded(_ channel: String) -> Phrase {
        Phrase(
            "La règle n'exige pas l'accord pour \(channel) (consent.\(channel)) : aucune liste ne pourra être figée pour ce canal.",
            "The rule does not ask for consent to \(channel) (consent.\(channel)): no list can be frozen for that channel."
        )
    }

    static let audienceName = Phrase("Nom", "Name")
    static let saveDraft = Phrase("Enregistrer le brouillon", "Save as draft")
    static let approve = Phrase("Approuver ce nombre", "Approve this count")
    static let makeSnapshot = Phrase("Figer une liste", "Freeze a list")
    static let snapshots = Phrase("Listes figées", "Frozen lists")
    static let snapshot = Phrase("Liste", "List")
    static let noSnapshots = Phrase(
        "Aucune liste. Une audience approuvée peut être figée : la liste ne bouge plus, sauf pour qui retire son accord.",
        "No list yet. An approved audience can be frozen: the list moves no more, except for who withdraws consent.")
    static let remark = Phrase("Remarque", "Note")
    static let download = Phrase("Télécharger", "Download")
    static func downloadList(_ number: Int) -> Phrase {
        Phrase("Télécharger la liste \(number) en CSV", "Download list \(number) as CSV")
    }
    static let contactsLoading = Phrase("Les contacts se chargent", "The contacts are being loaded")
    static let contactsLoadingText = Phrase(
        "Rechargez cette page dans quelques secondes.", "Load this page again in a few seconds.")
    static let busy = Phrase("Le service est très occupé", "The service is very busy")
    static let contactsUnavailable = Phrase("Les contacts ne peuvent pas être lus", "The contacts cannot be read")
    static let contactsUnavailableText = Phrase(
        "Le journal du service dit pourquoi.", "The log of the service says why.")
}
