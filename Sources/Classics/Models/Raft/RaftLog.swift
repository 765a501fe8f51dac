/// A log of Raft in a word: the term of each entry, the first one lowest. Indices begin with 1.
struct RaftLog: Equatable {
  /// How many bits a log of four entries takes.
  static var bits: UInt32 { 12 }

  /// Three bits for each entry; 0 is none.
  private(set) var word: UInt32 = 0

  /// No entry.
  init() {}

  /// The log in a word's lowest bits.
  init(_ word: UInt32) { self.word = word & (1 << Self.bits - 1) }

  /// How many entries there are.
  var count: Int { (34 - word.leadingZeroBitCount) / 3 }
  /// The term of the last entry, or 0.
  var lastTerm: UInt32 { self[count] }

  /// The term of an entry, or 0 where there is none.
  subscript(index: Int) -> UInt32 { index == 0 ? 0 : word >> UInt32(3 * (index - 1)) & 7 }

  /// The first entries, as many as there are at most.
  func prefix(_ count: Int) -> RaftLog { RaftLog(word & (1 << UInt32(3 * count) - 1)) }

  /// The log and one entry more.
  func appending(_ term: UInt32) -> RaftLog { RaftLog(word | term << UInt32(3 * count)) }

  /// The log once an entry is written at an index: one of the same term stays, and any other one goes with all that
  /// follow it.
  func writing(_ term: UInt32, at index: Int) -> RaftLog {
    self[index] == term ? self : prefix(index - 1).appending(term)
  }
}
