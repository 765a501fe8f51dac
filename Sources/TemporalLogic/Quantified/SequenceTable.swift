import Determinism

/// What `increasing x -> y` demands: for each value of the other variables, pairs of numbers in one order.
struct SequenceTable: Sendable {
  /// Two numbers that belong together, and the step that told it.
  struct Pair: Sendable {
    let first: UInt64
    let second: UInt64
    let step: UInt64
  }

  /// The least and the greatest second number that belong to a first one, and the slot that told it last.
  private struct Span: Sendable {
    var low: Pair
    var high: Pair
    var slot: UInt64
  }

  private struct Group: Sendable {
    /// The values that its pairs share.
    let key: UInt64
    var spans = OrderedMap<UInt64, Span>()
    /// Whether pairs before the first one were let go of.
    var isCut = false
    /// Two pairs that are in different orders.
    var broken: (one: Pair, other: Pair)?
  }

  /// The places of the first number, the second and all others.
  private let first: Int
  private let second: Int
  private let others: [Int]
  private let arguments: [Argument]
  private var numbers = LookupTable<UInt64, Int>()
  private var groups: [Group] = []
  /// Whether a pair came that belongs before what was let go of.
  private(set) var isUnsure = false

  init(_ pattern: ViewPattern, _ first: Int, _ second: Int) {
    arguments = pattern.arguments
    self.first = arguments.firstIndex(of: .variable(first, plus: 0)) ?? 0
    self.second = arguments.firstIndex(of: .variable(second, plus: 0)) ?? 0
    let (one, other) = (self.first, self.second)
    others = arguments.indices.filter { $0 != one && $0 != other }
  }

  var bytes: Int {
    groups.reduce(numbers.bytes) {
      $0 + $1.spans.count * MemoryLayout<OrderedMap<UInt64, Span>.Element>.stride + 64
    }
  }

  /// Takes a pair in.
  ///
  /// - Returns: Whether its group has two pairs now.
  mutating func insert(_ tuple: FactValues, slot: UInt64, _ step: UInt64) -> Bool {
    let key = tuple.picked(others).hash
    let number = numbers.intern(key, groups.count)
    if number == groups.count { groups.append(Group(key: key)) }
    let pair = Pair(first: tuple[first], second: tuple[second], step: step)
    var span = groups[number].spans[pair.first] ?? Span(low: pair, high: pair, slot: slot)
    if span.low.second > pair.second { span.low = pair }
    if span.high.second < pair.second { span.high = pair }
    span.slot = max(span.slot, slot)
    groups[number].spans[pair.first] = span
    // The neighbours suffice: those beyond were compared with these.
    let spans = groups[number].spans
    let place = spans.position(of: pair.first)
    let before = place > 0 ? spans.elements[place - 1].value.high : nil
    let after = place + 1 < spans.count ? spans.elements[place + 1].value.low : nil
    if groups[number].broken == nil {
      if let before, before.second >= pair.second { groups[number].broken = (before, pair) }
      if let after, after.second <= pair.second { groups[number].broken = (after, pair) }
    }
    if place == 0, groups[number].isCut { isUnsure = true }
    return spans.count > 1 || groups[number].isCut
  }

  /// Lets go of the pairs of slots up to one, but for the last one of each group, with which later ones are compared.
  mutating func forget(upTo slot: UInt64) {
    for number in groups.indices {
      let elements = groups[number].spans.elements
      var first = 0
      while first + 1 < elements.count, elements[first].value.slot <= slot,
        elements[first + 1].value.slot <= slot
      {
        first += 1
      }
      if first == 0 { continue }
      groups[number].spans.removeAll(below: elements[first].key)
      groups[number].isCut = true
    }
  }

  private func group(_ bindings: Bindings) -> Group? {
    var key = FactValues(count: others.count)
    for (number, place) in others.enumerated() { key[number] = bindings.value(arguments[place]) }
    return numbers[key.hash].map { groups[$0] }
  }

  /// Whether all pairs of a group are in one order.
  func isKept(_ bindings: Bindings) -> Bool { group(bindings)?.broken == nil }

  /// The pairs that are not, each with its step.
  func broken(_ bindings: Bindings) -> (one: Pair, other: Pair)? { group(bindings)?.broken }

  /// Appends the pairs, of which nothing was let go of.
  func encodeState(into writer: inout CanonicalWriter) {
    for group in groups.sorted(by: { $0.key < $1.key }) {
      writer.put(group.key)
      writer.put(UInt32(group.spans.count))
      for element in group.spans.elements {
        writer.put(element.key)
        writer.put(element.value.low.second)
        writer.put(element.value.high.second)
      }
    }
    writer.put(UInt32(groups.count))
  }
}
