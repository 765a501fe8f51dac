/// One thing that may happen to a member as it is, with all that comes of it.
struct Move: Sendable {
  /// The number of the action.
  var action: UInt32
  /// What it costs.
  var cost = Budgets.Cost.nothing
  /// What the member is afterwards.
  var seat: UInt32
  /// What waits for the member afterwards.
  var inbox: UInt32
  /// What it tells the properties; 0 for nothing.
  var told: UInt32 = 0
  /// The messages to others, among all that were ever sent.
  var firstSend: UInt32 = 0
  var sendCount: UInt32 = 0
  /// What arrives or runs out, among all inputs; `.max` for other moves.
  var input: UInt32 = .max
}

/// A message to another member.
struct Sending: Sendable {
  /// The place of the addressee.
  var place: UInt32
  /// The number of the input.
  var input: UInt32
}

/// A part of a list.
struct Part: Sendable {
  var first: UInt32
  var count: UInt32

  var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

/// What actions are called, and how they are numbered.
struct ActionNames: Sendable {
  /// What an action does to a member, or between two.
  enum Kind: Int, CaseIterable {
    // Those with a sender come first.
    case deliver, drop, duplicate
    case timer, request, stored, storeFailed, crash, boot
  }

  let members: [String]
  /// Messages are delivered out of a `set`, so that there is nothing to lose or to double.
  let isSet: Bool

  private static let pairs = 3

  /// The number of an action at a member; of those with a sender, of the link.
  func number(_ kind: Kind, at member: Int, from sender: Int = 0) -> UInt32 {
    let count = members.count
    if kind.rawValue < Self.pairs {
      return UInt32((kind.rawValue * count + sender) * count + member)
    }
    return UInt32(Self.pairs * count * count + (kind.rawValue - Self.pairs) * count + member)
  }

  /// The names by number.
  var all: [String] {
    let count = members.count
    let links = ["deliver", "drop", "deliver and keep"].flatMap { verb in
      (0..<count * count).map { "\(verb) \(members[$0 / count]) -> \(members[$0 % count])" }
    }
    let verbs = ["timer of", "request of", "stored at", "write fails at", "crash of", "boot of"]
    return links + verbs.flatMap { verb in members.map { "\(verb) \($0)" } }
  }
}
