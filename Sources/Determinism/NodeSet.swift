/// A set of participants as a bit set, which iterates in ascending order.
///
/// It stands in node states instead of `Set`: copying it copies four words, and equal sets have
/// equal bytes.
@frozen
public struct NodeSet: Hashable, Canonical, Sequence, ExpressibleByArrayLiteral,
  CustomStringConvertible, CustomReflectable
{
  /// The number of distinct members it can tell apart: positions 0 to 255.
  public static let capacity = 256

  @usableFromInline
  var words: InlineWords

  @frozen
  @usableFromInline
  struct InlineWords: Hashable, Sendable {
    @usableFromInline
    var word0: UInt64 = 0
    @usableFromInline
    var word1: UInt64 = 0
    @usableFromInline
    var word2: UInt64 = 0
    @usableFromInline
    var word3: UInt64 = 0

    @inlinable
    init() {}

    @inlinable
    subscript(index: Int) -> UInt64 {
      @inline(__always) get {
        switch index {
        case 0: word0
        case 1: word1
        case 2: word2
        default: word3
        }
      }
      @inline(__always) set {
        switch index {
        case 0: word0 = newValue
        case 1: word1 = newValue
        case 2: word2 = newValue
        default: word3 = newValue
        }
      }
    }
  }

  /// Makes an empty set.
  @inlinable
  public init() { words = InlineWords() }

  /// Makes a set of the listed members.
  @inlinable
  public init(arrayLiteral members: NodeID...) { self.init(members) }

  /// Makes a set of the members of a sequence.
  @inlinable
  public init(_ members: some Sequence<NodeID>) {
    self.init()
    for member in members { insert(member) }
  }

  /// Makes the set of the positions in a range.
  @inlinable
  public init(_ positions: Range<Int>) { self.init(positions.map(NodeID.init)) }

  /// The number of members.
  @inlinable
  public var count: Int {
    words.word0.nonzeroBitCount + words.word1.nonzeroBitCount + words.word2.nonzeroBitCount
      + words.word3.nonzeroBitCount
  }

  /// Whether there is no member.
  @inlinable
  public var isEmpty: Bool { words.word0 | words.word1 | words.word2 | words.word3 == 0 }

  /// Whether `member` is in the set; one past the ``capacity`` never is.
  @inlinable
  public func contains(_ member: NodeID) -> Bool {
    guard member.index < Self.capacity else { return false }
    return words[Int(member.index) >> 6] >> UInt64(member.index & 63) & 1 == 1
  }

  /// Adds a member.
  ///
  /// - Returns: Whether it was not yet in the set.
  /// - Precondition: Its position is below ``capacity``.
  @discardableResult
  @inlinable
  public mutating func insert(_ member: NodeID) -> Bool {
    precondition(member.index < Self.capacity, "node \(member) does not fit a NodeSet")
    let bit: UInt64 = 1 << UInt64(member.index & 63)
    let isNew = words[Int(member.index) >> 6] & bit == 0
    words[Int(member.index) >> 6] |= bit
    return isNew
  }

  /// Takes a member out, if it is in.
  @inlinable
  public mutating func remove(_ member: NodeID) {
    guard member.index < Self.capacity else { return }
    words[Int(member.index) >> 6] &= ~(1 << UInt64(member.index & 63))
  }

  /// The members of both sets.
  @inlinable
  public func intersection(_ other: Self) -> Self { combined(with: other, &) }

  /// The members of either set.
  @inlinable
  public func union(_ other: Self) -> Self { combined(with: other, |) }

  /// The members of this set that are not in the other.
  @inlinable
  public func subtracting(_ other: Self) -> Self { combined(with: other) { $0 & ~$1 } }

  @inlinable
  func combined(with other: Self, _ operation: (UInt64, UInt64) -> UInt64) -> Self {
    var result = Self()
    for index in 0..<4 { result.words[index] = operation(words[index], other.words[index]) }
    return result
  }

  /// Iterates in ascending order.
  @inlinable
  public func makeIterator() -> Iterator { Iterator(words: words) }

  /// Walks the set bits, lowest first.
  @frozen
  public struct Iterator: IteratorProtocol {
    @usableFromInline
    var words: InlineWords
    @usableFromInline
    var word = 0

    @inlinable
    init(words: InlineWords) { self.words = words }

    /// The next member, or nil after the last.
    @inlinable
    public mutating func next() -> NodeID? {
      while word < 4 {
        let bits = words[word]
        if bits != 0 {
          words[word] = bits & (bits - 1)
          return NodeID(word << 6 + bits.trailingZeroBitCount)
        }
        word += 1
      }
      return nil
    }
  }

  /// The members in braces, such as `{0, 2}`.
  public var description: String { "{\(map(\.description).joined(separator: ", "))}" }

  /// A leaf, so that dumps of states show the members and not the words.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// Appends a `u32` count and the positions, ascending.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(UInt32(count))
    for member in self { writer.encode(member) }
  }

  /// Reads positions that are strictly ascending and below ``capacity``.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self.init()
    var next = 0
    for _ in 0..<(try reader.takeCount()) {
      let member = try NodeID(decoding: &reader)
      guard member.index >= next, member.index < Self.capacity else {
        throw .notCanonical("node positions out of order", at: reader.offset - 2)
      }
      insert(member)
      next = Int(member.index) + 1
    }
  }
}
