/// A map as a sorted array of pairs: it iterates in ascending order of keys, always.
///
/// It stands where states and results need a dictionary. Finding takes a binary search, changing
/// moves what lies behind, so it suits the dozens to thousands of entries of a state.
@frozen
public struct OrderedMap<Key: Comparable, Value> {
  /// A key and its value.
  @frozen
  public struct Element {
    /// What the element is found by.
    public let key: Key
    /// What it holds.
    public var value: Value

    /// Joins a key and a value.
    @inlinable
    public init(key: Key, value: Value) {
      self.key = key
      self.value = value
    }
  }

  @usableFromInline var storage: [Element] = []

  /// Makes an empty map.
  @inlinable
  public init() {}

  /// Takes elements that are already sorted; returns nil unless each key is greater than the one
  /// before.
  ///
  /// - Complexity: O(count)
  @inlinable
  public init?(ascending elements: [Element]) {
    for index in elements.indices.dropFirst()
    where elements[index - 1].key >= elements[index].key {
      return nil
    }
    storage = elements
  }

  /// The value of a key, or nil when it has none; setting nil takes the key out.
  ///
  /// - Complexity: O(log(count)) to read, O(count) to change
  @inlinable
  public subscript(key: Key) -> Value? {
    get {
      let index = position(of: key)
      return holds(key, at: index) ? storage[index].value : nil
    }
    set {
      let index = position(of: key)
      switch (newValue, holds(key, at: index)) {
      case (let value?, true): storage[index].value = value
      case (let value?, false): storage.insert(Element(key: key, value: value), at: index)
      case (nil, true): storage.remove(at: index)
      case (nil, false): break  // It has no value already.
      }
    }
  }

  /// The value of a key; when it has none, the standard one, which a change in place inserts.
  ///
  /// - Complexity: O(log(count)), O(count) when the key is new
  @inlinable
  public subscript(key: Key, default standard: @autoclosure () -> Value) -> Value {
    get {
      self[key] ?? standard()
    }
    _modify {
      let index = position(of: key)
      if !holds(key, at: index) {
        storage.insert(Element(key: key, value: standard()), at: index)
      }
      yield &storage[index].value
    }
  }

  /// Takes a key out.
  ///
  /// - Returns: The value that it had, or nil.
  /// - Complexity: O(count)
  @inlinable
  @discardableResult
  public mutating func remove(_ key: Key) -> Value? {
    let index = position(of: key)
    return holds(key, at: index) ? storage.remove(at: index).value : nil
  }

  /// Takes out every element that the predicate names, asked in ascending order.
  ///
  /// - Complexity: O(count)
  @inlinable
  public mutating func removeAll(where isRemoved: (Element) -> Bool) {
    storage.removeAll(where: isRemoved)
  }

  /// Takes out every key below the bound, as when a window moves on.
  ///
  /// - Complexity: O(count)
  @inlinable
  public mutating func removeAll(below bound: Key) {
    storage.removeFirst(position(of: bound))
  }

  /// The index of the first element whose key is not below this one, or the count.
  ///
  /// - Complexity: O(log(count))
  @inlinable
  public func position(of key: Key) -> Int {
    var (low, high) = (0, storage.count)
    while low < high {
      let middle = (low + high) / 2
      if storage[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  @inlinable
  func holds(_ key: Key, at index: Int) -> Bool {
    index < storage.count && storage[index].key == key
  }

  /// The elements, in ascending order of keys.
  @inlinable
  public var elements: [Element] { storage }

  /// The number of keys.
  @inlinable
  public var count: Int { storage.count }

  /// Whether there is no key.
  @inlinable
  public var isEmpty: Bool { storage.isEmpty }

  /// The element of the least key, or nil without any.
  @inlinable
  public var first: Element? { storage.first }

  /// The element of the greatest key, or nil without any.
  @inlinable
  public var last: Element? { storage.last }

  /// The keys, ascending.
  @inlinable
  public var keys: [Key] { storage.map(\.key) }

  /// The values, in the order of their keys.
  @inlinable
  public var values: [Value] { storage.map(\.value) }
}

extension OrderedMap: Sequence {
  /// Iterates over the elements in ascending order of keys.
  @inlinable
  public func makeIterator() -> IndexingIterator<[Element]> { storage.makeIterator() }
}

extension OrderedMap.Element: Equatable where Value: Equatable {}
extension OrderedMap.Element: Hashable where Key: Hashable, Value: Hashable {}
extension OrderedMap.Element: Sendable where Key: Sendable, Value: Sendable {}
extension OrderedMap: Equatable where Value: Equatable {}
extension OrderedMap: Hashable where Key: Hashable, Value: Hashable {}
extension OrderedMap: Sendable where Key: Sendable, Value: Sendable {}

extension OrderedMap: Canonical where Key: Canonical, Value: Canonical {
  /// Appends a `u32` count and the pairs, ascending by key.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(UInt32(count))
    for element in storage {
      writer.encode(element.key)
      writer.encode(element.value)
    }
  }

  /// Reads pairs whose keys are strictly ascending.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    self.init()
    for _ in 0..<(try reader.takeCount()) {
      let offset = reader.offset
      let key = try reader.decode(Key.self)
      if let last, last.key >= key { throw .notCanonical("map keys out of order", at: offset) }
      storage.append(Element(key: key, value: try reader.decode()))
    }
  }
}
