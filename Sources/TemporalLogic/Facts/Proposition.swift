import Determinism

/// A named relation that a system's facts are about, such as `bound(session, sequence, event)`.
///
/// A proposition holds of some values once that was told, and stays true unless it is `pulsed` or taken back.
public struct Proposition: Sendable {
  /// One place of a proposition.
  public struct Field: Sendable {
    /// The name by which formulas may set it, as in `bound(session: s)`.
    public let name: String
    /// What stands there.
    public let kind: ValueKind

    /// A place with its name.
    public init(_ name: String, _ kind: ValueKind) {
      self.name = name
      self.kind = kind
    }
  }

  /// How long what was told stays true.
  public enum Lasting: Sendable {
    /// For good.
    case latched
    /// For the step that tells it.
    case pulsed
    /// Until it is taken back.
    case revocable
  }

  /// The name in formulas.
  public let name: String
  /// What it says, in one sentence.
  public let summary: String
  /// Its places, at most ``FactValues/most``.
  public let fields: [Field]
  /// How long it stays true.
  public let lasting: Lasting
  /// The place of the slot that it belongs to: once ``FactBase/forget(upTo:)`` was told of the slot, it is let go of.
  public let slotField: Int?

  /// A proposition.
  ///
  /// - Precondition: It has no more places than a tuple has.
  public init(
    _ name: String, _ fields: [Field], _ summary: String, lasting: Lasting = .latched,
    slot slotField: Int? = nil
  ) {
    precondition(fields.count <= FactValues.most)
    self.name = name
    self.fields = fields
    self.summary = summary
    self.lasting = lasting
    self.slotField = slotField
  }
}

/// How the values of a place are compared and shown.
public enum ValueKind: String, Sendable {
  /// A whole number.
  case number
  /// An instant or a span of virtual time, in microseconds.
  case time
  /// A hash, known by its first 64 bits.
  case digest
  /// A text, known by a fingerprint; see ``FactBase/name(_:)``.
  case name

  /// The value as people read it.
  func text(_ value: UInt64) -> String {
    switch self {
    case .number: return String(value)
    case .time: return "\(value) us"
    case .digest, .name:
      let hex = String(value, radix: 16)
      let padded = String(repeating: "0", count: 16 - hex.count) + hex
      return String(padded.prefix(12))
    }
  }
}

/// What the properties of a system may speak of.
public struct FactSchema: Sendable {
  /// The propositions, by number.
  public let propositions: [Proposition]
  /// The names of the numbers that a run sets once, such as the size of a quorum.
  public let parameters: [String]

  /// A schema.
  public init(_ propositions: [Proposition], parameters: [String] = []) {
    self.propositions = propositions
    self.parameters = parameters
  }

  /// The number of a proposition.
  public func number(of name: String) -> Int? {
    propositions.firstIndex { $0.name == name }
  }
}

/// The values of a fact, in the order of its proposition's fields.
@frozen
public struct FactValues: Equatable, Sendable {
  /// How many there may be.
  public static var most: Int { 8 }

  @usableFromInline var storage: InlineArray<8, UInt64> = .init(repeating: 0)
  /// How many there are.
  public private(set) var count: Int

  /// Some values.
  ///
  /// - Precondition: At most ``most``.
  public init(_ values: UInt64...) {
    count = values.count
    for (place, value) in values.enumerated() { storage[place] = value }
  }

  /// So many zeros.
  init(count: Int) { self.count = count }

  /// The value of a place.
  @inlinable
  public subscript(place: Int) -> UInt64 {
    get { storage[place] }
    set { storage[place] = newValue }
  }

  /// The values of some places, in their order.
  func picked(_ places: [Int]) -> FactValues {
    var picked = FactValues(count: places.count)
    for index in places.indices { picked[index] = storage[places[index]] }
    return picked
  }

  /// A fingerprint of all values.
  var hash: UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for place in 0..<count { hash = (hash ^ storage[place]).scattered }
    return hash
  }

  /// Whether the values are the same.
  public static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count else { return false }
    for place in 0..<left.count where left.storage[place] != right.storage[place] { return false }
    return true
  }
}
