import Machine
import Synchronization
import TemporalLogic

/// A property that never complains and keeps all that it is told.
final class FactLog: Sendable {
  struct Entry: Equatable {
    var fact: ToyFact
    var change: FactChange
    var step: UInt64
    var microseconds: UInt64
    var node: UInt16
  }

  private let kept = Mutex<[Entry]>([])

  var entries: [Entry] { kept.withLock { $0 } }

  var property: Property<ToyFact> {
    Property("FactLog", "Keeps what it is told.") { Watch(log: self) }
  }

  private struct Watch: Monitor {
    let log: FactLog

    mutating func observe(_ fact: ToyFact, _ change: FactChange, at moment: Moment) -> Violation? {
      log.kept.withLock {
        $0.append(
          Entry(
            fact: fact, change: change, step: moment.step, microseconds: moment.microseconds,
            node: moment.node))
      }
      return nil
    }

    func judge(end moment: Moment) -> Judgement { Judgement(.holds) }
  }
}
