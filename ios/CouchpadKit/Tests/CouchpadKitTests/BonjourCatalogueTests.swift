import XCTest

@testable import CouchpadKit

final class BonjourCatalogueTests: XCTestCase {
    private let place = Whereabouts(addresses: ["192.168.0.5"], port: 4455)

    private func sighting(_ name: String, players: String = "0") -> Sighting {
        Sighting(name: name, interface: 4, record: [RecordEntry(key: "p", value: Data(players.utf8))])
    }

    private func numbers(_ steps: [CatalogueStep]) -> [UInt64] {
        steps.compactMap { step in
            if case .resolve(_, let attempt) = step { return attempt }
            return nil
        }
    }

    private func attempt(_ steps: [CatalogueStep]) throws -> UInt64 {
        let attempts = numbers(steps)
        XCTAssertEqual(attempts.count, 1, "\(steps)")
        return try XCTUnwrap(attempts.first)
    }

    func testTellsOfAServiceOnceItIsLookedUp() throws {
        var catalogue = BonjourCatalogue()
        let asked = catalogue.see([sighting("Den")])
        XCTAssertEqual(asked, [.resolve(name: "Den", attempt: 1)])
        XCTAssertEqual(catalogue.see([sighting("Den")]), [], "nothing is new")
        XCTAssertEqual(catalogue.resolved(1, place), [.tell(sighting("Den"), place)])
        XCTAssertEqual(catalogue.resolved(1, place), [], "an answer counts once")
        // somebody sits down: the record alone changes
        XCTAssertEqual(catalogue.see([sighting("Den", players: "1")]), [.tell(sighting("Den", players: "1"), place)])
        XCTAssertEqual(catalogue.see([]), [.forget(name: "Den")])
        XCTAssertEqual(catalogue.see([]), [])
    }

    func testNewsDuringTheLookUpIsTold() throws {
        var catalogue = BonjourCatalogue()
        let attempt = try attempt(catalogue.see([sighting("Den")]))
        XCTAssertEqual(catalogue.see([sighting("Den", players: "3")]), [])
        XCTAssertEqual(catalogue.resolved(attempt, place), [.tell(sighting("Den", players: "3"), place)])
    }

    func testWhoLeavesDuringTheLookUpIsNeverTold() throws {
        var catalogue = BonjourCatalogue()
        let attempt = try attempt(catalogue.see([sighting("Den")]))
        XCTAssertEqual(catalogue.see([]), [.drop(attempt: attempt)])
        XCTAssertEqual(catalogue.resolved(attempt, place), [])
        XCTAssertEqual(catalogue.failed(attempt), [])
    }

    func testAFailureIsTriedAgainAndThenGivenUp() throws {
        var catalogue = BonjourCatalogue()
        var number = try attempt(catalogue.see([sighting("Den")]))
        for _ in 1..<BonjourCatalogue.mostTries {
            XCTAssertEqual(catalogue.failed(number), [.wait(attempt: number, seconds: BonjourCatalogue.pause)])
            XCTAssertEqual(catalogue.failed(number), [], "it failed already")
            number = try attempt(catalogue.due(number))
        }
        XCTAssertEqual(catalogue.failed(number), [], "nobody was told of it")
        XCTAssertEqual(catalogue.see([sighting("Den")]), [])
        // news of it is a reason to try again
        XCTAssertEqual(catalogue.see([sighting("Den", players: "1")]), [.resolve(name: "Den", attempt: number + 1)])
    }

    func testNoAddressIsAFailure() throws {
        var catalogue = BonjourCatalogue()
        let attempt = try attempt(catalogue.see([sighting("Den")]))
        let nowhere = Whereabouts(addresses: [], port: 4455)
        XCTAssertEqual(catalogue.resolved(attempt, nowhere), [.wait(attempt: attempt, seconds: BonjourCatalogue.pause)])
    }

    func testADoubtIsLookedUpAndForgottenWhenNobodyIsThere() throws {
        var catalogue = BonjourCatalogue()
        _ = catalogue.resolved(try attempt(catalogue.see([sighting("Den")])), place)
        var number = try attempt(catalogue.doubt("Den"))
        XCTAssertEqual(catalogue.doubt("Den"), [], "it is being looked up")
        XCTAssertEqual(catalogue.doubt("Nobody"), [])
        for _ in 1..<BonjourCatalogue.mostTries {
            _ = catalogue.failed(number)
            number = try attempt(catalogue.due(number))
        }
        XCTAssertEqual(catalogue.failed(number), [.forget(name: "Den")])
    }

    func testFewAreLookedUpAtTheSameTime() {
        var catalogue = BonjourCatalogue()
        let all = (0..<10).map { sighting("Receiver \($0)") }
        let first = catalogue.see(all)
        XCTAssertEqual(first.count, BonjourCatalogue.mostAttempts)
        let next = catalogue.resolved(2, place)
        XCTAssertEqual(next, [.tell(all[1], place), .resolve(name: "Receiver 4", attempt: 5)])
        let dropped = catalogue.clear()
        XCTAssertEqual(dropped, [1, 3, 4, 5].map { .drop(attempt: $0) })
        XCTAssertEqual(catalogue.due(1), [])
        // the numbers go on: an answer from before is nobody's
        XCTAssertEqual(catalogue.see([all[0]]), [.resolve(name: "Receiver 0", attempt: 6)])
    }

    func testAPauseGivesItsPlaceToTheNext() {
        var catalogue = BonjourCatalogue()
        let all = (0..<5).map { sighting("Receiver \($0)") }
        _ = catalogue.see(all)
        let steps = catalogue.failed(1)
        XCTAssertEqual(steps, [
            .wait(attempt: 1, seconds: BonjourCatalogue.pause), .resolve(name: "Receiver 4", attempt: 5),
        ])
        XCTAssertEqual(catalogue.due(1), [], "four are being looked up already")
        XCTAssertEqual(catalogue.failed(5).last, .resolve(name: "Receiver 0", attempt: 6))
    }

    func testEverythingIsBounded() throws {
        var catalogue = BonjourCatalogue()
        let odd = ["", String(repeating: "x", count: 64), "a\u{0}b", "a\nb"].map { sighting($0) }
        XCTAssertEqual(catalogue.see(odd), [])
        let many = (0..<500).map { sighting("Receiver \($0)") }
        var attempts = numbers(catalogue.see(many))
        var told = 0
        while let attempt = attempts.popLast() {
            let crowd = Whereabouts(addresses: (0..<200).map { "10.0.0.\($0)" }, port: 1)
            let answered = catalogue.resolved(attempt, crowd)
            for case .tell(_, let place) in answered {
                XCTAssertEqual(place.addresses.count, BonjourCatalogue.mostAddresses)
                told += 1
            }
            attempts += numbers(answered)
        }
        XCTAssertEqual(told, BonjourCatalogue.mostServices)
    }

    func testARefusalIsToldFromASearchThatDoesNotRun() {
        XCTAssertEqual(SearchTrouble.saying(SearchTrouble.policyDenied), .searchRefused)
        for code in [nil, -65_555, 7] as [Int32?] {
            XCTAssertEqual(SearchTrouble.saying(code), .searchOff)
        }
    }

    func testWhatAStayInTheBackgroundDoesIsRoutine() {
        XCTAssertTrue(SearchTrouble.isRoutine(-65_569))
        XCTAssertTrue(SearchTrouble.isRoutine(-65_563))
        for code in [nil, -65_555, SearchTrouble.policyDenied] as [Int32?] {
            XCTAssertFalse(SearchTrouble.isRoutine(code))
        }
    }
}
