/// A formula made ready for runs: after each letter the verdict in four values, for one look into a table.
///
/// The table is the smallest one with its verdicts. It is made once, and any number of monitors share it.
///
/// - Source: Bauer, Leucker and Schallhart, *Runtime verification for LTL and TLTL* (TOSEM 20, 2011), §3, for the
///   verdicts; Moore, *Gedanken-experiments on sequential machines* (1956), for the smallest table.
public struct MonitorTable: Sendable {
  /// The propositions; bit i of a letter says whether proposition i holds.
  public let atoms: [String]
  /// Where a monitor begins, before the first letter.
  public let initial: UInt16
  /// For each state and letter the next state.
  @usableFromInline
  let next: [UInt16]
  @usableFromInline
  let verdicts: [RunVerdict]

  /// How many states there are.
  public var stateCount: Int { verdicts.count }

  /// Where a letter leads; bits beyond the propositions do not matter.
  ///
  /// - Complexity: O(1)
  @inlinable
  @inline(__always)
  public func after(_ state: UInt16, _ letter: UInt64) -> UInt16 {
    let mask = UInt64(1) << UInt64(atoms.count) &- 1
    return next[Int(state) &<< atoms.count | Int(truncatingIfNeeded: letter & mask)]
  }

  /// What is known in a state.
  @inlinable
  public func verdict(_ state: UInt16) -> RunVerdict { verdicts[Int(state)] }

  /// The largest table that is made, in entries.
  public static var mostEntries: Int { 1 << 18 }

  /// Makes the table of a formula.
  ///
  /// - Returns: Nil where it would be too large, or a part that looks back has one in it that looks forward.
  public init?(_ formula: FormulaID, in store: FormulaStore) {
    let numbers = store.parts(of: formula).compactMap { store.atomNumber($0) }.sorted()
    let atoms = numbers.map { store.atoms[$0] }
    guard atoms.count <= 12, var builder = MonitorBuilder(formula, in: store, atoms: atoms) else {
      return nil
    }
    guard builder.explore() else { return nil }
    self.atoms = atoms
    let classes = builder.classes()
    initial = UInt16(classes[0])
    let count = (classes.max() ?? 0) + 1
    var (next, verdicts) = ([UInt16](), [RunVerdict]())
    for number in 0..<count {
      // Every class has a member.
      let member = classes.firstIndex(of: number) ?? 0
      verdicts.append(builder.verdicts[member])
      next += builder.row(member).map { UInt16(classes[$0]) }
    }
    (self.next, self.verdicts) = (next, verdicts)
  }
}

/// Follows one run.
public struct TableMonitor: Sendable {
  /// What it goes by.
  public let table: MonitorTable
  /// Where it is.
  public private(set) var state: UInt16

  /// A monitor before the first letter.
  public init(_ table: MonitorTable) {
    self.table = table
    state = table.initial
  }

  /// Takes the next letter.
  @inlinable
  @inline(__always)
  public mutating func take(_ letter: UInt64) { advance(to: table.after(state, letter)) }

  @usableFromInline
  @inline(__always)
  mutating func advance(to next: UInt16) { state = next }

  /// What is known by now.
  @inlinable
  public var verdict: RunVerdict { table.verdict(state) }
}
