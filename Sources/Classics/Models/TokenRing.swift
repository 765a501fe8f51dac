public import ModelChecking
import TemporalLogic

/// Dijkstra's ring of machines, which from whatever state it begins in comes to have one token, and to pass it on.
///
/// Machine 0 has a token if its value is that of the last machine, and then counts up; every other one if its value is not
/// that of the machine before it, and then takes that value.
///
/// - Source: Dijkstra, *Self-stabilizing systems in spite of distributed control* (CACM 17, 1974), the solution with
///   k-state machines.
@frozen
public struct TokenRing: CompiledModel {
  /// How many machines there are.
  public let machines: Int
  /// How many values each of them can have.
  public let values: Int
  /// Whether machine 0 is the one that is different; not so in a mutant.
  public let hasBottom: Bool
  /// Some machine goes on if one can.
  public let fairness: [ActionFairness]

  /// A ring.
  ///
  /// - Parameters:
  ///   - machines: How many, from 2 to 16.
  ///   - values: How many values each can have; as many as machines unless said.
  ///   - hasBottom: Whether machine 0 follows its own rule.
  ///   - isFair: Whether some machine goes on if one can.
  public init(machines: Int, values: Int? = nil, hasBottom: Bool = true, isFair: Bool = true) {
    precondition((2...16).contains(machines), "\(machines) machines")
    (self.machines, self.values, self.hasBottom) = (machines, values ?? machines, hasBottom)
    fairness =
      isFair ? [ActionFairness(.weak("WF ring"), actions: Array(0..<machines))] : []
  }

  // A word for each machine: its value.
  /// A word for each machine.
  @inlinable public var width: Int { machines }
  /// The step of each machine.
  public var actions: [String] { (0..<machines).map { "pass \($0)" } }
  /// Whether there is a token, whether there is one only, and who has one.
  public var propositions: [String] {
    ["someToken", "oneToken"] + (0..<machines).map { "token\($0)" }
  }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty("SomeToken", .always, "someToken", about: "there is a token"),
      ModelProperty("OneToken", .sometimes, "oneToken", about: "there can be a single token"),
      ModelProperty(
        "Stabilises", .temporal, "F G oneToken", about: "in the end there is a single token"),
      ModelProperty(
        "Circulates", .temporal,
        (0..<machines).map { "G F token\($0)" }.joined(separator: " & "),
        about: "again and again each machine has a token"),
    ]
  }

  /// All that there are.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    var row = [UInt32](repeating: 0, count: machines)
    while true {
      buffer.emit(0, row)
      // The next one, as a number whose first digit counts least.
      var digit = 0
      while digit < machines, row[digit] == UInt32(values - 1) {
        row[digit] = 0
        digit += 1
      }
      if digit == machines { return }
      row[digit] += 1
    }
  }

  @inlinable
  func hasToken(_ machine: Int, _ row: Span<UInt32>) -> Bool {
    let before = row[machine == 0 ? machines - 1 : machine - 1]
    return machine == 0 && hasBottom ? row[0] == before : row[machine] != before
  }

  /// What each machine with a token can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for machine in 0..<machines where hasToken(machine, row) {
      buffer.emit(machine, copying: row) {
        $0[machine] =
          machine == 0 && hasBottom
          ? (row[0] + 1 == UInt32(values) ? 0 : row[0] + 1)
          : row[machine == 0 ? machines - 1 : machine - 1]
      }
    }
  }

  /// Who has a token.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    var tokens: UInt64 = 0
    for machine in 0..<machines where hasToken(machine, row) { tokens |= 1 << UInt64(machine) }
    return (tokens == 0 ? 0 : 1) | (tokens.nonzeroBitCount == 1 ? 2 : 0) | tokens << 2
  }

  /// The values, and who has a token.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let tokens = (0..<machines).filter { hasToken($0, row) }.map(String.init)
    return (0..<machines).map { ModelVariable("machine \($0)", "\(row[$0])") }
      + [ModelVariable("tokens", "{" + tokens.joined(separator: ", ") + "}")]
  }
}
