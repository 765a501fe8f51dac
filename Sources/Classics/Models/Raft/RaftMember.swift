/// The state of a server in ``RaftMembership``, in a word.
struct RaftMember {
  /// All servers, as bits.
  static var all: UInt32 { 1 << UInt32(RaftMembership.servers) - 1 }

  private(set) var word: UInt32

  init(_ word: UInt32) { self.word = word }

  var term: UInt32 {
    get { word & 7 }
    set { word = word & ~7 | newValue }
  }
  /// Whether it leads its term.
  var leads: Bool {
    get { word >> 3 & 1 == 1 }
    set { word = word & ~(1 << 3) | (newValue ? 1 << 3 : 0) }
  }
  /// Up to where it has committed its log.
  var commitIndex: Int {
    get { Int(word >> 4 & 3) }
    set { word = word & ~(3 << 4) | UInt32(newValue) << 4 }
  }
  /// Eight bits for each entry, the first one lowest: its term, and from bit 3 on the members, one of them at least.
  var log: UInt32 {
    get { word >> 8 }
    set { word = word & 0xFF | newValue << 8 }
  }

  /// How many entries its log has.
  var count: Int { (39 - log.leadingZeroBitCount) / 8 }

  /// An entry, or 0 where there is none.
  func entry(_ index: Int) -> UInt32 { index == 0 ? 0 : log >> UInt32(8 * (index - 1)) & 0xFF }
  /// The first entries, as many as there are at most.
  func prefix(_ count: Int) -> UInt32 { log & (1 << UInt32(8 * count) - 1) }
  /// The term of an entry, or 0 where there is none.
  func term(at index: Int) -> UInt32 { entry(index) & 7 }
  /// The configuration once the entries up to an index are all there are.
  func members(at index: Int) -> UInt32 { index == 0 ? Self.all : entry(index) >> 3 }
  /// Its configuration, committed or not.
  var members: UInt32 { members(at: count) }

  /// It once it has written an entry of its term.
  func writing(_ members: UInt32) -> RaftMember {
    var next = self
    next.log |= (term | members << 3) << UInt32(8 * count)
    return next
  }

  /// Whether its log is at least as up to date as a voter's.
  func isUpToDate(for voter: RaftMember) -> Bool {
    let (own, other) = (term(at: count), voter.term(at: voter.count))
    return own > other || own == other && count >= voter.count
  }
}
