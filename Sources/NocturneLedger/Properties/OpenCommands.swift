import Cryptography
import Determinism
import TemporalLogic

/// The commands that correct clients have submitted, and of which nothing is final yet.
struct OpenCommands: Sendable {
  /// A command with the request that it answers.
  struct Entry: Sendable {
    let command: Digest
    let request: UInt64
    /// When it was submitted, in microseconds.
    let since: UInt64

    /// What is open, in words.
    func words(at moment: Moment) -> String {
      "command \(command.short) of client \(request >> 40), submitted at \(Ticks(since)), is neither "
        + "final nor discarded after \(Ticks(moment.microseconds - min(since, moment.microseconds)))"
    }
  }

  private var entries: [Entry] = []
  private var head = 0
  private var isSettled = DigestTable<Bool>()

  /// Whether nothing was ever submitted.
  var isEmpty: Bool { entries.isEmpty }

  /// Takes notice of a fact.
  mutating func observe(_ fact: LedgerFact, at moment: Moment) {
    switch fact {
    case .submitted(let request, let command):
      entries.append(Entry(command: command, request: request, since: moment.microseconds))
    case .finalised(_, let command, _), .discarded(_, let command, _): isSettled[command] = true
    case .joined, .offered, .admitted, .rejected, .ordered, .executed, .bound, .refused, .durable,
      .anchored, .shown, .shownFinal, .delivered, .cluster, .kept, .summarised, .view, .height:
      return  // They do not settle anything.
    }
    while head < entries.count, isSettled[entries[head].command] != nil { head += 1 }
  }

  /// The one that has been open for longest.
  var oldest: Entry? { head < entries.count ? entries[head] : nil }
  /// The one submitted last, open or not.
  var newest: Entry? { entries.last }
}
