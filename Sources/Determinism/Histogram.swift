/// How often each value was recorded: exact counts in log-linear cells.
///
/// Cells, percentiles and digits are those of HdrHistogram with a lowest discernible value of 1: a
/// value keeps its leading decimal digits, whatever its size. Count, sum, least and greatest value
/// are exact. Merging adds up, so the order of the parts does not matter. Memory is taken a page of
/// cells at a time, where values are.
///
/// - Source: Gil Tene, HdrHistogram (public domain), `AbstractHistogram.java`.
public struct Histogram: Hashable, Sendable {
  /// The greatest value that is told apart; greater ones count as it.
  @inlinable
  public static var greatestValue: UInt64 { 1 << 63 - 1 }

  /// The number of leading decimal digits that are kept.
  public let digits: SignificantDigits
  /// The number of recorded values.
  public private(set) var count: UInt64 = 0
  /// The exact sum of the recorded values.
  public private(set) var sum: UInt128 = 0

  private let layout: Layout
  private var least = UInt64.max
  private var greatest: UInt64 = 0
  /// Cells by page; a page that holds no count is empty, and the last one is not.
  private var pages: [[UInt64]] = []

  private static let pageBits = 9
  private static let pageSize = 1 << pageBits

  /// Makes an empty histogram.
  public init(digits: SignificantDigits = .three) {
    self.digits = digits
    layout = Layout(digits)
  }

  /// Whether nothing was recorded.
  public var isEmpty: Bool { count == 0 }

  /// The least recorded value, or nil without any.
  public var min: UInt64? { isEmpty ? nil : least }

  /// The greatest recorded value, or nil without any.
  public var max: UInt64? { isEmpty ? nil : greatest }

  /// The mean of the recorded values as a whole number and a remainder in parts of ``count``.
  public var mean: (whole: UInt64, remainder: UInt64)? {
    guard !isEmpty else { return nil }
    let (whole, remainder) = sum.quotientAndRemainder(dividingBy: UInt128(count))
    return (UInt64(whole), UInt64(remainder))
  }

  /// Counts a value.
  ///
  /// - Parameters:
  ///   - value: The value; above ``greatestValue`` it counts as that.
  ///   - times: How often it was seen.
  /// - Precondition: Fewer than 2^64 values in all.
  public mutating func record(_ value: UInt64, count times: UInt64 = 1) {
    guard times > 0 else { return }
    let value = Swift.min(value, Self.greatestValue)
    let index = layout.index(of: value)
    let page = index >> Self.pageBits
    if page >= pages.count || pages[page].isEmpty { open(page) }
    pages[page][index & (Self.pageSize - 1)] += times
    count += times
    let product = value.multipliedFullWidth(by: times)
    sum += UInt128(_low: product.low, _high: product.high)
    least = Swift.min(least, value)
    greatest = Swift.max(greatest, value)
  }

  /// Adds the counts of another histogram.
  ///
  /// - Precondition: Both keep the same digits, and hold fewer than 2^64 values in all.
  public mutating func merge(_ other: Histogram) {
    precondition(digits == other.digits, "histograms of different digits do not add up")
    for (number, page) in other.pages.enumerated() where !page.isEmpty {
      if number >= pages.count || pages[number].isEmpty {
        open(number)
        pages[number] = page
      } else {
        for cell in page.indices { pages[number][cell] += page[cell] }
      }
    }
    count += other.count
    sum += other.sum
    least = Swift.min(least, other.least)
    greatest = Swift.max(greatest, other.greatest)
  }

  /// Gives a page its cells.
  private mutating func open(_ page: Int) {
    while pages.count <= page { pages.append([]) }
    pages[page] = [UInt64](repeating: 0, count: Self.pageSize)
  }
}

extension Histogram {
  /// Returns the value that this share of the recorded values does not exceed, or nil without any.
  ///
  /// As in HdrHistogram it is the greatest value of its cell, but never one above the greatest
  /// recorded. For ``Percentile/p0`` it is the least recorded value.
  ///
  /// - Complexity: O(cells in use)
  public func value(at percentile: Percentile) -> UInt64? {
    guard !isEmpty else { return nil }
    if percentile.numerator == 0 { return least }
    var missing = percentile.rank(among: count)
    for cell in self {
      if cell.count >= missing { return Swift.min(cell.highest, greatest) }
      missing -= cell.count
    }
    return greatest
  }

  /// Returns how many recorded values rank above a percentile: few make it a matter of luck.
  public func samplesAbove(_ percentile: Percentile) -> UInt64 {
    isEmpty ? 0 : count - percentile.rank(among: count)
  }

  /// Returns how many recorded values lie above the cell of a value: exactly those above the value,
  /// where cells hold one value each.
  ///
  /// - Complexity: O(cells in use)
  public func countAbove(_ value: UInt64) -> UInt64 {
    let value = Swift.min(value, Self.greatestValue)
    let highest = layout.highestEquivalent(value)
    return lazy.filter { $0.lowest > highest }.reduce(0) { $0 + $1.count }
  }
}

extension Histogram: Sequence {
  /// Values that are counted together, and how often they were recorded.
  @frozen
  public struct Cell: Hashable, Sendable {
    /// The least value of the cell.
    public let lowest: UInt64
    /// The greatest value of the cell; the same as the least where values are exact.
    public let highest: UInt64
    /// How many recorded values lie in the cell, at least 1.
    public let count: UInt64

    /// Describes a cell.
    @inlinable
    public init(lowest: UInt64, highest: UInt64, count: UInt64) {
      self.lowest = lowest
      self.highest = highest
      self.count = count
    }
  }

  /// Iterates over the cells that hold a count, in ascending order of values.
  public struct Iterator: IteratorProtocol {
    private let histogram: Histogram
    private var index = 0

    init(_ histogram: Histogram) {
      self.histogram = histogram
    }

    /// Returns the next cell that holds a count, or nil after the last.
    public mutating func next() -> Cell? {
      while index >> Histogram.pageBits < histogram.pages.count {
        let page = histogram.pages[index >> Histogram.pageBits]
        if page.isEmpty {
          index += Histogram.pageSize
          continue
        }
        let count = page[index & (Histogram.pageSize - 1)]
        defer { index += 1 }
        if count > 0 {
          let lowest = histogram.layout.lowest(at: index)
          let highest = histogram.layout.highestEquivalent(lowest)
          return Cell(lowest: lowest, highest: highest, count: count)
        }
      }
      return nil
    }
  }

  /// Returns an iterator over the cells that hold a count.
  public func makeIterator() -> Iterator {
    Iterator(self)
  }
}
