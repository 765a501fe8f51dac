/// The states that a search has visited, in one of several ways of telling them apart.
///
/// Their keys fall into 64 segments. Several workers may use the states at once if none inserts, or if each inserts
/// only, and asks only about, what falls into segments of its own.
@usableFromInline
protocol VisitedStates: AnyObject, Sendable {
  /// What is looked up.
  associatedtype Key: BitwiseCopyable, Comparable, Sendable

  /// No states, of rows of so many words.
  init(width: Int)

  /// The key of a canonical row.
  static func key<System: TransitionSystem>(of row: Span<UInt32>, in system: inout System) -> Key
  /// The segment of a key, from 0 to 63.
  static func segment(of key: Key) -> Int

  /// Whether a look-up would find the key at once; asked for some keys together, it brings what they need into the
  /// cache.
  func glance(_ key: Key) -> Bool
  /// Makes a state a visited one.
  ///
  /// - Returns: Whether it was none before.
  func insert(_ key: Key, _ row: Span<UInt32>) -> Bool
  /// Whether a state was visited.
  func contains(_ key: Key, _ row: Span<UInt32>) -> Bool

  /// How many words of 64 bits a key has; 0 if keys do not suffice to tell states apart.
  static var keyWords: Int { get }
  /// The keys of a segment, as words, in the order of their slots.
  func words(of segment: Int) -> [UInt64]
  /// The keys of a segment, in the order of their slots; none if keys do not suffice to tell states apart.
  func keys(of segment: Int) -> [Key]
  /// Inserts keys that are told as words.
  ///
  /// - Returns: Whether these were keys of the segment, and none was there before.
  func insert(words: [UInt64], into segment: Int) -> Bool

  /// Lends the rows of a segment, in some order; none where they are not kept.
  func forEachRow(of segment: Int, _ body: (Span<UInt32>) -> Void)

  /// How many states there are.
  var count: Int { get }
  /// The bytes of memory that they take.
  var bytes: Int { get }
  /// How many bits tell states apart; nil where their words do.
  var collisionBits: Int? { get }
}

extension VisitedStates {
  @usableFromInline
  func forEachRow(of segment: Int, _ body: (Span<UInt32>) -> Void) {}
}
