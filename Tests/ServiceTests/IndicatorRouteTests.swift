import Service
import Testing
import TestSupport

@Suite struct IndicatorRouteTests {
    /// The ids of a page, in their order.
    private func ids(_ answer: TestClient.Answer) -> [String] {
        answer.text.split(separator: #"{"id":""#).dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    @Test(arguments: [
        ("", ["bakeries", "income", "wage"]), ("?q=boulangerie", ["bakeries"]), ("?q=INGENIEURS", ["wage"]),
        ("?q=ing%C3%A9nieurs+salaire", ["wage"]), ("?q=engin", ["wage"]), ("?q=ngineers", []),
        ("?theme=income", ["income", "wage"]), ("?domain=behaviour", ["bakeries"]),
        ("?theme=income&q=revenu", ["income"]), ("?q=&limit=2", ["bakeries", "income"]),
        ("?limit=2&cursor=income", ["wage"]), ("?cursor=zzz", []),
    ])
    func theListIsSearchedWithoutAccentsOrCase(query: String, expected: [String]) throws {
        let answer = try LiveService().ask("GET", "/indicators" + query)
        #expect(answer.status == 200)
        #expect(ids(answer) == expected)
    }

    @Test func aPageSaysWhereTheNextOneBegins() throws {
        let service = try LiveService { $0.pageItems = 2 }
        let first = service.ask("GET", "/indicators")
        #expect(first.text.hasSuffix(#""total":3,"next_cursor":"income","dataset":"test.1"}"#))
        let second = service.ask("GET", "/indicators?cursor=income")
        #expect(second.text.hasSuffix(#""total":3,"dataset":"test.1"}"#) && ids(second) == ["wage"])
    }

    @Test func anIndicatorIsDescribed() throws {
        let answer = try LiveService().ask("GET", "/indicators?q=wage")
        #expect(
            answer.text.hasPrefix(
                #"{"indicators":[{"id":"wage","label":"Salaire des ingénieurs","label_en":"Wage of engineers","unit":"EUR","#
                    + #""theme":"income","domain":"demographics","kind":"median","base":"households","level":"commune","#
                    + #""formula":"","source":"made up","vintage":"2021","decimals":0,"#
                    + #""coverage":{"neighbourhoods":1,"households":0.5}}]"#))
    }

    @Test(arguments: ["theme=incme", "domain=x", "limit=0", "limit=501", "limit=x"])
    func whatCannotBeFollowedIsAProblemThatNamesTheParameter(query: String) throws {
        let answer = try LiveService().ask("GET", "/indicators?" + query)
        #expect(answer.status == 400)
        let name = query.prefix { $0 != "=" }
        #expect(answer.text.contains(#""parameter":"\#(name)""#))
    }

    @Test func whoHasThePageIsTold() throws {
        let service = try LiveService()
        for path in ["/indicators", "/neighbourhoods/010010000"] {
            let tag = try #require(service.ask("GET", path).headers["etag"])
            for known in [tag, "W/" + tag, "\"other\", " + tag, "*"] {
                let answer = service.ask("GET", path, headers: ["If-None-Match: \(known)"])
                #expect(answer.status == 304 && answer.body.isEmpty && answer.headers["etag"] == tag)
            }
            #expect(service.ask("GET", path, headers: ["If-None-Match: \"other\""]).status == 200)
        }
    }

    @Test func aNeighbourhoodHasAllFiguresByThemeWithTheirOrigin() throws {
        let service = try LiveService()
        #expect(
            service.ask("GET", "/neighbourhoods/010020102").text.contains(
                #""indicators":{"income":{"income":{"value":40000,"origin":"iris"},"wage":{"value":15,"origin":"commune"}},"#
                    + #""shops":{"bakeries":{"value":3,"origin":"commune","estimated":true}}}"#))
        #expect(
            service.ask("GET", "/neighbourhoods/751020101?theme=income").text.contains(
                #""indicators":{"income":{"income":{"value":null,"origin":"unknown"},"#
                    + #""wage":{"value":30,"origin":"epci","estimated":true}}}"#))
        #expect(
            service.ask("GET", "/neighbourhoods/010010000?fields=bakeries,wage&theme=shops").text.contains(
                #""indicators":{"shops":{"bakeries":{"value":1,"origin":"iris"}}}"#))
        #expect(service.ask("GET", "/neighbourhoods/010010000?fields=x").status == 400)
        #expect(service.ask("GET", "/neighbourhoods/010010000?theme=x").status == 400)
    }

    @Test func batchesHaveTheFieldsThatAreAskedFor() throws {
        let service = try LiveService()
        let csv = service.enrich(
            "id,iris\na,010010000\nb,010020102\nc,none\n", type: "text/csv", query: "?fields=wage,income")
        let lines = csv.text.split(separator: "\n")
        #expect(lines[0].hasSuffix(",result_error,result_wage,result_income"))
        #expect(lines[1].hasSuffix(",,12,10000") && lines[2].hasSuffix(",,15,40000") && lines[3].hasSuffix(",,,"))
        let ndjson = service.enrich(
            #"{"address":{"iris":"010010000"}}"# + "\n", type: "application/x-ndjson", query: "?fields=wage")
        #expect(ndjson.text.contains(#""indicators":{"wage":12}"#))
        #expect(service.enrich("iris\n010010000\n", type: "text/csv", query: "?fields=y").status == 400)
    }

    @Test func moreFieldsThanTheLimitAreRefusedByItsName() throws {
        let service = try LiveService { $0.limits.maximumFields = 1 }
        let answer = service.enrich(#"{"address":"Paris"}"#, query: "?fields=income,wage")
        #expect(answer.status == 400 && answer.text.contains("enrich.fields"))
    }
}
