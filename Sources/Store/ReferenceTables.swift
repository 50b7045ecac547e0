import Bytes
import Enrichment
import Segmentation

/// Fills the tables of a reference, each in the order of its key.
struct ReferenceTables {
    let data: ReferenceData

    func insertAll(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        try insertSources(connection)
        try insertCommunes(connection)
        try insertPlaces(connection)
        try insertFormerCodes(connection)
        try insertNeighbourhoods(connection)
        try insertProfiles(connection)
        try insertPersonas(connection)
        try insertIndicators(connection)
        try insertStreets(connection)
        try insertShapes(connection)
    }

    private func insertSources(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var insert = try connection.prepare(ReferenceSchema.source.insert)
        for source in data.sources {
            try insert.bind(source.file, at: 1)
            try insert.bind(source.title, at: 2)
            try insert.bind(source.producer, at: 3)
            try insert.bind(source.licence, at: 4)
            try insert.bind(source.vintage, at: 5)
            try insert.bind(source.rows, at: 6)
            try insert.run()
        }
    }

    private func insertCommunes(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var insert = try connection.prepare(ReferenceSchema.commune.insert)
        for commune in data.communes {
            try insert.bind(commune.code.text, at: 1)
            try insert.bind(commune.name, at: 2)
            try insert.bind(commune.department, at: 3)
            try insert.bind(commune.region, at: 4)
            try insert.bind(commune.epci, at: 5)
            try insert.bind(commune.parent?.text, at: 6)
            try insert.bind(commune.population, at: 7)
            try insert.bind(commune.latitude, at: 8)
            try insert.bind(commune.longitude, at: 9)
            try insert.run()
        }
    }

    private func insertPlaces(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var insert = try connection.prepare(ReferenceSchema.place.insert)
        for place in data.places {
            try insert.bind(place.name, at: 1)
            try insert.bind(place.postcode, at: 2)
            try insert.bind(place.commune.text, at: 3)
            try insert.bind(place.kind.rawValue, at: 4)
            try insert.bind(place.iris?.text, at: 5)
            try insert.run()
        }
    }

    private func insertFormerCodes(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var rows: [Place: Int] = [:]
        for (index, place) in data.places.enumerated() where place.kind == .former {
            let anywhere = Place(
                name: place.name, postcode: nil, commune: place.commune, kind: .former, iris: place.iris)
            // Rowids count from 1.
            if rows[anywhere] == nil { rows[anywhere] = index + 1 }
        }
        var insert = try connection.prepare(ReferenceSchema.formerCode.insert)
        for former in data.formerCodes {
            let place = former.name.map {
                Place(name: $0, postcode: nil, commune: former.commune, kind: .former, iris: former.iris)
            }
            try insert.bind(former.code.text, at: 1)
            try insert.bind(former.commune.text, at: 2)
            try insert.bind(place.flatMap { rows[$0] }, at: 3)
            try insert.run()
        }
    }

    private func insertNeighbourhoods(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var insert = try connection.prepare(ReferenceSchema.iris.insert)
        for iris in data.neighbourhoods {
            try insert.bind(iris.code.text, at: 1)
            try insert.bind(iris.name, at: 2)
            try insert.bind(String(UnicodeScalar(iris.type)), at: 3)
            try insert.bind(iris.commune.text, at: 4)
            try insert.bind(iris.latitude, at: 5)
            try insert.bind(iris.longitude, at: 6)
            try insert.bind(iris.areaKm2, at: 7)
            try insert.bind(iris.households, at: 8)
            try insert.bind(iris.persona.map { data.personas[$0].code }, at: 9)
            try insert.bind(iris.isEstimated ? 1 : 0, at: 10)
            try insert.bind(Int(iris.fit.rawValue), at: 11)
            try insert.run()
        }
        var cover = try connection.prepare(ReferenceSchema.communeIRIS.insert)
        for (commune, irises) in zip(data.communes, data.irisOfCommune) {
            for iris in irises {
                try cover.bind(commune.code.text, at: 1)
                try cover.bind(data.neighbourhoods[Int(iris)].code.text, at: 2)
                try cover.run()
            }
        }
    }

    private func insertProfiles(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var insert = try connection.prepare(ReferenceSchema.profile.insert)
        for profile in data.profiles {
            try insert.bind(profile.code, at: 1)
            try insert.bind(profile.name, at: 2)
            try insert.bind(profile.nameEnglish, at: 3)
            try insert.bind(profile.households, at: 4)
            try insert.bind(profile.share, at: 5)
            try insert.bind(profile.definition, at: 6)
            try insert.run()
        }
    }

    private func insertPersonas(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var insert = try connection.prepare(ReferenceSchema.persona.insert)
        for persona in data.personas {
            try insert.bind(persona.code, at: 1)
            try insert.bind(persona.profile, at: 2)
            try insert.bind(persona.name, at: 3)
            try insert.bind(persona.nameEnglish, at: 4)
            try insert.bind(persona.households, at: 5)
            try insert.bind(persona.share, at: 6)
            try insert.bind(persona.definition, at: 7)
            try insert.run()
        }
    }

    private func insertStreets(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        guard let table = data.streets else { return }
        var insert = try connection.prepare(ReferenceSchema.street.insert)
        var packed = ByteBuffer(capacity: 1 << 12)
        for (index, street) in table.streets.enumerated() {
            packed.removeAll()
            table.pack(street, irisOfCommune: data.irisOfCommune[Int(street.commune)], to: &packed)
            try insert.bind(index + 1, at: 1)
            try insert.bind(data.communes[Int(street.commune)].code.text, at: 2)
            try insert.bind(street.postcode, at: 3)
            try insert.bind(street.name, at: 4)
            try insert.bind(street.kind.rawValue, at: 5)
            try insert.bind(HouseNumberCodec.degrees(street.latitude), at: 6)
            try insert.bind(HouseNumberCodec.degrees(street.longitude), at: 7)
            try insert.bind(street.iris >= 0 ? data.neighbourhoods[Int(street.iris)].code.text : nil, at: 8)
            try insert.bind(blob: packed.bytes, at: 9)
            try insert.run()
        }
    }

    private func insertShapes(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var insert = try connection.prepare(ReferenceSchema.irisShape.insert)
        for shape in data.shapes {
            try insert.bind(data.neighbourhoods[Int(shape.iris)].code.text, at: 1)
            try insert.bind(blob: shape.bytes.span, at: 2)
            try insert.run()
        }
    }
}
