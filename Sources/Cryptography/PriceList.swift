public import Determinism

/// What cryptography and other work cost a node in virtual time; 0 where unsaid.
///
/// A price is named by an operation, `sign`, `verify`, `hash` or `work`, alone or with a tag after
/// a dot: `sign.a`, `verify.cmd`, `work.fanout`. The price with the tag goes before the one of all
/// tags.
@frozen
public struct PriceList: Hashable, Sendable {
  /// What is paid for.
  public enum Operation: String, CaseIterable, Sendable {
    /// One signature.
    case sign
    /// One verification, remembered or not: memory is the simulator's, not the node's.
    case verify
    /// One hash of a body.
    case hash
    /// What a node says it does.
    case work
  }

  /// One price.
  @frozen
  public struct Entry: Hashable, Sendable {
    /// What is paid for.
    public let operation: Operation
    /// For which bodies; nil for all that have no price of their own.
    public let tag: Tag?
    /// The virtual time it takes.
    public var cost: Ticks
  }

  /// The prices, in the order in which they were first set.
  public private(set) var entries: [Entry] = []
  /// Whether everything costs nothing.
  public private(set) var isFree = true

  /// Makes a list in which all is free.
  public init() {}

  /// Makes a list of named prices.
  ///
  /// - Throws: ``PriceError`` at the first name that is no price, or that stands twice.
  public init(_ prices: [(name: String, cost: Ticks)]) throws(PriceError) {
    for (name, cost) in prices {
      let (operation, tag) = try Self.parse(name)
      if entries.contains(where: { $0.operation == operation && $0.tag == tag }) {
        throw .duplicate(name)
      }
      set(operation, tag, to: cost)
    }
  }

  /// Sets a price, in place of the same one before.
  public mutating func set(_ operation: Operation, _ tag: Tag? = nil, to cost: Ticks) {
    if let index = entries.firstIndex(where: { $0.operation == operation && $0.tag == tag }) {
      entries[index].cost = cost
    } else {
      entries.append(Entry(operation: operation, tag: tag, cost: cost))
    }
    isFree = entries.allSatisfy { $0.cost == .zero }
  }

  /// The cost of one operation.
  @inlinable
  public func cost(of operation: Operation, _ tag: Tag) -> Ticks {
    isFree ? .zero : search(operation, tag)
  }

  @usableFromInline
  func search(_ operation: Operation, _ tag: Tag) -> Ticks {
    var general = Ticks.zero
    for entry in entries where entry.operation == operation {
      if entry.tag == tag { return entry.cost }
      if entry.tag == nil { general = entry.cost }
    }
    return general
  }

  private static func parse(_ name: String) throws(PriceError) -> (Operation, Tag?) {
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let operation = Operation(rawValue: String(parts[0])) else {
      throw .unknownOperation(name)
    }
    guard parts.count == 2 else { return (operation, nil) }
    guard let tag = Tag(parsing: parts[1]) else { throw .badTag(name) }
    return (operation, tag)
  }
}
