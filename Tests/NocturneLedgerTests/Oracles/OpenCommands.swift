@testable import NocturneLedger
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

  /// The submitted commands in order, from the oldest that is open on.
  private var entries: [Entry] = []
  private var head = 0
  private var isOpen = DigestTable<Bool>()
  private var submissions = Submissions()
  /// The one submitted last, open or not.
  private(set) var newest: Entry?

  /// Whether nothing was ever submitted.
  var isEmpty: Bool { newest == nil }
  /// The bytes of what is open.
  var bytes: Int { entries.count * MemoryLayout<Entry>.stride + isOpen.bytes }

  /// Takes notice of a fact.
  mutating func observe(_ fact: LedgerFact, at moment: Moment) {
    switch fact {
    case .submitted(let request, let command, let again):
      guard submissions.isNew(request, again: again) else { return }
      let entry = Entry(command: command, request: request, since: moment.microseconds)
      entries.append(entry)
      newest = entry
      isOpen[command] = true
    case .finalised(_, let command, _), .discarded(_, let command, _):
      guard isOpen[command] != nil else { return }
      isOpen[command] = nil
    case .joined, .offered, .admitted, .rejected, .ordered, .executed, .bound, .refused, .durable,
      .anchored, .shown, .shownFinal, .delivered, .cluster, .kept, .snapshot, .summarised, .view,
      .height, .resolved, .declined:
      return  // They do not settle anything.
    }
    while head < entries.count, isOpen[entries[head].command] == nil { head += 1 }
    if head > 256, head * 2 > entries.count {
      entries.removeFirst(head)
      head = 0
    }
  }

  /// The one that has been open for longest.
  var oldest: Entry? { head < entries.count ? entries[head] : nil }
}
