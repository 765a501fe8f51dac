import Determinism
import NocturneLedger
import TemporalLogic
import Testing

/// What an explorer of all runs relies on, on the histories of ``MonitorTests``.
@Suite("What properties know of the ledger")
struct ProjectionStateTests {
  typealias Judge = any FormulaJudge<LedgerFact>

  /// A property that has been told some facts, each in a step of its own.
  static func judge(_ property: Property<LedgerFact>, _ facts: [LedgerFact]) throws -> Judge {
    guard case .formula(let formula) = property.judge else { preconditionFailure("no formula") }
    var judge = try #require(FormulaProperty.judge([formula]))
    judge.keepRows()
    judge.began(correct: NodeSet(0..<4))
    tell(facts, &judge)
    return judge
  }

  static func tell(_ facts: [LedgerFact], _ judge: inout Judge, from step: UInt64 = 0) {
    for (number, fact) in facts.enumerated() {
      for pulse in 0...1 as ClosedRange<UInt64> {
        let step = 2 * (step + UInt64(number)) + pulse
        let moment = Moment(step: step, microseconds: 0, node: 0)
        if pulse == 0 { judge.observe(fact, .latch, at: moment) } else { judge.advance(to: moment) }
        judge.settle()
      }
    }
  }

  static func bytes(_ judge: Judge) throws -> [UInt8] {
    var writer = CanonicalWriter(capacity: 256)
    let isWhole = judge.encodeState(into: &writer)
    try #require(isWhole)
    return writer.bytes
  }

  static let histories = MonitorTests.histories + MonitorTests.laterHistories

  @Test("What is not heard can be left out", arguments: Ledger.properties.map(\.name))
  func unheard(name: String) throws {
    let property = try #require(Ledger.properties.first { $0.name == name })
    let blank = try Self.judge(property, [])
    var leftOut = 0
    for history in Self.histories {
      let heard = history.facts.filter { blank.hears($0) }
      leftOut += history.facts.count - heard.count
      let whole = try Self.judge(property, history.facts).standing(0)
      #expect(try Self.judge(property, heard).standing(0) == whole, "\(history)")
    }
    #expect(leftOut > 20)
  }

  @Test(
    "Those that say the same of themselves go on alike", arguments: Ledger.properties.map(\.name))
  func alike(name: String) throws {
    let property = try #require(Ledger.properties.first { $0.name == name })
    var known = LookupTable<Fingerprint128, Int>()
    var (judges, pairs): ([(judge: Judge, history: String)], Int) = ([], 0)
    for history in Self.histories {
      for count in 0...history.facts.count {
        let judge = try Self.judge(property, Array(history.facts.prefix(count)))
        let key = Fingerprint.hash128(try Self.bytes(judge))
        guard let first = known[key] else {
          known.insert(key, judges.count)
          judges.append((judge, "\(history) \(count)"))
          continue
        }
        pairs += 1
        // Whatever comes of what it speaks of, both say the same of it.
        for other in Self.histories where other.property == name {
          var (one, two) = (judges[first].judge, judge)
          Self.tell(other.facts, &one, from: 50)
          Self.tell(other.facts, &two, from: 50)
          #expect(
            one.standing(0).isViolated == two.standing(0).isViolated,
            "\(judges[first].history), \(history) \(count), then \(other)")
        }
      }
    }
    #expect(pairs > 20 && judges.count > 1)
  }
}
