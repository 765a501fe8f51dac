public import Determinism

/// What is explored: states, and the actions that lead from one to the next.
///
/// A state is a row of 32-bit words, equally many in every state of a system; what they mean is the system's to say.
/// Two rows are one state exactly when their words are equal, up to ``canonicalise(_:)`` where there is symmetry.
///
/// A system is a value that every worker copies, so that what its functions change in it (memos, buffers) is the
/// worker's own. What they give out may depend on the row alone: the same steps in the same order, in whatever process.
/// A system whose words are numbers that it gives to things as it finds them therefore orders its steps by the things,
/// and takes its fingerprints of them.
public protocol TransitionSystem: Sendable {
  /// How many words a row has, at least 1.
  var width: Int { get }
  /// The names of actions, by their numbers.
  var actions: [String] { get }
  /// The names of propositions, by their bits in a letter; at most 64.
  var propositions: [String] { get }
  /// Which propositions steps tell, and not states; none unless said.
  var pulses: UInt64 { get }
  /// What is demanded of infinite runs; nothing unless said.
  var fairness: [ActionFairness] { get }
  /// What is known of actions that do not depend on each other; nothing unless said.
  var independence: Independence? { get }
  /// The same system in steps that stand for one or several of its own, where it can say which states between them may be
  /// left out; nil unless said.
  ///
  /// The states that properties tell apart are come to by paths of the same lengths, counted in steps of this system.
  var compound: Self? { get }
  /// Whether some states have the same canonical row; no unless said.
  var hasSymmetry: Bool { get }
  /// Whether some steps lead out of what is to be explored; no unless said.
  var hasConstraint: Bool { get }

  /// Tells the states in which runs begin.
  mutating func appendInitialStates(to buffer: inout SuccessorBuffer)

  /// Tells the steps that can be taken in a state; none if it is stuck.
  mutating func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer)

  /// The propositions that hold in a state, as bits; none of ``pulses``.
  mutating func letter(of row: Span<UInt32>) -> UInt64

  /// The 64-bit fingerprint of a canonical row, scattered over all bits; that of its words unless said.
  mutating func fingerprint(of row: Span<UInt32>) -> UInt64

  /// The 128-bit fingerprint of a canonical row; that of its words unless said.
  mutating func fingerprint128(of row: Span<UInt32>) -> Fingerprint128

  /// Makes of a row the one that stands for all that are symmetric to it.
  ///
  /// Every two symmetric states have the same steps up to symmetry, and the same letters.
  ///
  /// - Source: Ip and Dill, *Better verification through symmetry* (FMSD 9, 1996).
  mutating func canonicalise(_ row: inout MutableSpan<UInt32>)

  /// Whether a step leads to a state that is to be explored. One that is not is judged, and neither counted nor left.
  ///
  /// - Parameters:
  ///   - row: The state.
  ///   - parent: The state before it; empty where a run begins.
  mutating func isWithin(_ row: Span<UInt32>, from parent: Span<UInt32>) -> Bool

  /// What a step of a compound system stands for: in turn, the places of steps among those that the system itself tells
  /// of each state. Unless said, the step itself.
  ///
  /// - Parameters:
  ///   - ordinal: The place of the step among those that the compound system tells.
  ///   - row: The state that it leaves.
  mutating func parts(ofStep ordinal: Int, from row: Span<UInt32>) -> [Int]

  /// The demands of ``fairness`` whose action a step takes, as bits; unless said, those that name the action, if the
  /// step changes the state.
  mutating func demands(ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>)
    -> UInt64

  /// The demands of ``fairness`` whose action can be taken in a state, as bits; unless said, those that some step takes.
  ///
  /// - Parameters:
  ///   - row: The state.
  ///   - taken: The demands that its steps take; all of them are among those that are enabled.
  mutating func demands(enabledIn row: Span<UInt32>, taken: UInt64) -> UInt64

  /// The bytes of a state, the same in every process; those of its words, big-endian, unless said.
  mutating func encode(_ row: Span<UInt32>) -> [UInt8]

  /// The state of some bytes, or nil if they are of none.
  mutating func decode(_ bytes: [UInt8]) -> [UInt32]?

  /// What the system has found out that is in no state, to be saved with a search; nothing unless said.
  mutating func encodeMemory() -> [UInt8]

  /// Takes over what was found out before a search was saved.
  ///
  /// - Returns: Whether the bytes are such.
  mutating func decodeMemory(_ bytes: [UInt8]) -> Bool

  /// A state in words, for people.
  mutating func describe(_ row: Span<UInt32>) -> String
}

extension TransitionSystem {
  /// None.
  public var pulses: UInt64 { 0 }
  /// None.
  public var fairness: [ActionFairness] { [] }
  /// None.
  public var independence: Independence? { nil }
  /// It has no such form.
  public var compound: Self? { nil }
  /// No.
  public var hasSymmetry: Bool { false }
  /// No.
  public var hasConstraint: Bool { false }

  /// That of the words.
  @inlinable
  @inline(__always)
  public mutating func fingerprint(of row: Span<UInt32>) -> UInt64 {
    // Words of 32 bits have no padding to read.
    unsafe Fingerprint.hash64(row.bytes)
  }

  /// That of the words.
  @inlinable
  @inline(__always)
  public mutating func fingerprint128(of row: Span<UInt32>) -> Fingerprint128 {
    // As above.
    unsafe Fingerprint.hash128(row.bytes)
  }

  /// Changes nothing.
  @inlinable
  public mutating func canonicalise(_ row: inout MutableSpan<UInt32>) {}

  /// The step itself.
  public mutating func parts(ofStep ordinal: Int, from row: Span<UInt32>) -> [Int] { [ordinal] }

  /// Every state.
  @inlinable
  public mutating func isWithin(_ row: Span<UInt32>, from parent: Span<UInt32>) -> Bool { true }

  /// Those that name the action, if the step changes the state.
  public mutating func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    if row.indices.allSatisfy({ row[$0] == next[$0] }) { return 0 }
    var bits: UInt64 = 0
    for (number, demand) in fairness.enumerated() where demand.actions.contains(action) {
      bits |= 1 << UInt64(number)
    }
    return bits
  }

  /// Those that some step takes.
  @inlinable
  public mutating func demands(enabledIn row: Span<UInt32>, taken: UInt64) -> UInt64 { taken }

  /// Those of its words, big-endian.
  public mutating func encode(_ row: Span<UInt32>) -> [UInt8] {
    var writer = CanonicalWriter(capacity: 4 * row.count + 4)
    for index in row.indices { writer.put(row[index]) }
    return writer.bytes
  }

  /// The words of the bytes.
  public mutating func decode(_ bytes: [UInt8]) -> [UInt32]? {
    if bytes.count != 4 * width { return nil }
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  /// Nothing.
  public mutating func encodeMemory() -> [UInt8] { [] }

  /// Nothing is all that there may be.
  public mutating func decodeMemory(_ bytes: [UInt8]) -> Bool { bytes.isEmpty }

  /// Its words in decimal.
  public mutating func describe(_ row: Span<UInt32>) -> String {
    row.indices.map { String(row[$0]) }.joined(separator: " ")
  }
}
