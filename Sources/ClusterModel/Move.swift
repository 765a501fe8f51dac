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
  /// The kind of the action, and the store that it is about.
  var kind: ActionNames.Kind
  var store: UInt8 = 0
  /// Whether nobody else can notice it: it sends nothing, tells nothing, takes nothing of what all share, and changes no
  /// proposition.
  var isSilent = false
  /// Of several moves in a row, which they are: their numbers stand together from here on.
  var firstPart: UInt32 = 0
  /// How many moves it stands for.
  var length: UInt32 = 1
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

/// What actions are called, and how they are numbered: those that bounds allow, each kind by member or link.
struct ActionNames: Sendable {
  /// What an action does to a member, or between two.
  enum Kind: Int, CaseIterable, Sendable {
    // Those with a sender come first.
    case deliver, drop, duplicate
    case timer, request, stored, storeFailed, crash, boot
  }

  let members: [String]
  /// The names by number.
  private(set) var all: [String] = []
  /// The number of each kind at each member from each sender; that of a kind without a sender stands at sender 0.
  private var numbers: [UInt32]

  /// - Parameters:
  ///   - isPossible: Whether an action can happen.
  init(
    members: [String], isPossible: (_ kind: Kind, _ member: Int, _ sender: Int) -> Bool
  ) {
    self.members = members
    let verbs = [
      "deliver", "drop", "deliver and keep", "timer of", "request of", "stored at",
      "write fails at", "crash of", "boot of",
    ]
    numbers = Array(repeating: 0, count: Kind.allCases.count * members.count * members.count)
    for kind in Kind.allCases {
      let isOfLinks = kind.rawValue < Kind.timer.rawValue
      for sender in members.indices.prefix(isOfLinks ? members.count : 1) {
        for member in members.indices where isPossible(kind, member, sender) {
          numbers[place(kind, member, sender)] = UInt32(all.count)
          let link = "\(members[sender]) -> \(members[member])"
          all.append("\(verbs[kind.rawValue]) \(isOfLinks ? link : members[member])")
        }
      }
    }
  }

  private func place(_ kind: Kind, _ member: Int, _ sender: Int) -> Int {
    (kind.rawValue * members.count + sender) * members.count + member
  }

  /// The number of an action at a member; of those with a sender, of the link.
  func number(_ kind: Kind, at member: Int, from sender: Int = 0) -> UInt32 {
    numbers[place(kind, member, sender)]
  }
}
