public import ModelChecking
import TemporalLogic

/// What is submitted is final in the end: three readings of L1, and what each of them says of systems that never
/// finalise, that finalise one of two rivals, and that discard the other.
///
/// Claims NOC-046, NOC-047, NOC-122 and NOC-126; flaw FN-02 (a) to (f). The paper's own form in TLA+ has no twin: it
/// speaks of the commands submitted in the first state, of which there are none.
///
/// - Source: The Nocturne paper, invariant L1; the module `Fairness`.
@frozen
public struct FairnessForms: CompiledModel {
  /// What becomes of commands.
  public enum Variant: String, CaseIterable, Sendable {
    /// They are submitted, and nothing else happens.
    case neverFinalises
    /// One is finalised unless a rival of it is; none is ever discarded.
    case published
    /// One whose rival is final is discarded.
    case repaired
    /// The same, but nobody asks what a command has become already.
    case unjudged
  }

  /// How many commands there are.
  public let commands: Int
  /// Whether they are rivals, of which one at most may be final.
  public let areRivals: Bool
  /// What becomes of them.
  public let variant: Variant
  /// What is owed to the passing of submissions, and to each command.
  public let fairness: [ActionFairness]

  /// Some commands.
  ///
  /// - Parameters:
  ///   - commands: How many, from 2 to 4.
  ///   - areRivals: Whether one of them at most may be final.
  ///   - variant: What becomes of them.
  ///   - isFair: Whether what can be done for good is done.
  public init(
    commands: Int = 2, areRivals: Bool = true, variant: Variant = .repaired, isFair: Bool = true
  ) {
    precondition((2...4).contains(commands), "\(commands) commands")
    (self.commands, self.areRivals, self.variant) = (commands, areRivals, variant)
    let each = (0..<commands).flatMap { command in
      [
        ActionFairness(.weak("WF Finalise(m\(command + 1))"), actions: [2 + 3 * command]),
        ActionFairness(.weak("WF Discard(m\(command + 1))"), actions: [3 + 3 * command]),
      ]
    }
    fairness = isFair ? [ActionFairness(.weak("WF Pass"), actions: [0])] + each : []
  }

  // One word of four sets of commands, of eight bits each: submitting, submitted, final, discarded.
  /// One word.
  @inlinable public var width: Int { 1 }
  /// A submission passes, or each command is submitted, finalised or discarded.
  public var actions: [String] {
    ["Pass"]
      + (1...commands).flatMap { ["Submit(m\($0))", "Finalise(m\($0))", "Discard(m\($0))"] }
  }
  /// The three formulas without time, and what each command is.
  public var propositions: [String] {
    ["rivalsApart", "outcomesApart", "severalFinal"]
      + ["submitting", "submitted", "final", "discarded"].flatMap { name in
        (1...commands).map { "\(name)\($0)" }
      }
  }
  /// A client need not submit anything.
  public var mayEnd: Bool { true }

  /// What is said of them.
  public var properties: [ModelProperty] {
    func every(_ formula: (Int) -> String) -> String {
      (1...commands).map { "(" + formula($0) + ")" }.joined(separator: " & ")
    }
    return [
      ModelProperty(
        "S1", .always, "rivalsApart", about: "no two rivals are final", tla: "Fairness!S1"),
      ModelProperty(
        "OutcomeUnique", .always, "outcomesApart", about: "nothing is both final and discarded",
        tla: "Fairness!OutcomeUnique"),
      ModelProperty(
        "BothFinal", .sometimes, "severalFinal", about: "two commands can be final",
        tla: "Fairness!NeverBothFinal"),
      ModelProperty(
        "L1pubTransient", .temporal, every { "G F (submitting\($0) -> final\($0))" },
        about: "again and again, what is just being submitted is final",
        tla: "Fairness!L1_pub_transient"),
      ModelProperty(
        "L1pubLatched", .temporal, every { "G F (submitted\($0) -> final\($0))" },
        about: "again and again, what was ever submitted is final",
        tla: "Fairness!L1_pub_latched"),
      ModelProperty(
        "L1", .temporal, every { "G (submitted\($0) -> F (final\($0) | discarded\($0)))" },
        about: "what is submitted is final or discarded in the end", tla: "Fairness!L1"),
    ]
  }

  /// Nothing was submitted.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0]) }

  /// What can become of each command.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let (submitted, final, discarded) = (row[0] >> 8 & 255, row[0] >> 16 & 255, row[0] >> 24)
    let isBeaten = areRivals && final != 0
    let isJudged = variant != .unjudged
    if row[0] & 255 != 0 { buffer.emit(0, copying: row) { $0[0] &= ~255 } }
    for command in 0..<UInt32(commands) {
      let bit: UInt32 = 1 << command
      let action = 1 + 3 * Int(command)
      let isSettled = (final | discarded) & bit != 0
      if !isSettled {
        buffer.emit(action, copying: row) { $0[0] = $0[0] & ~255 | bit | bit << 8 }
      }
      if submitted & bit == 0 { continue }
      if variant != .neverFinalises, !isJudged || !isSettled && !isBeaten {
        buffer.emit(action + 1, copying: row) { $0[0] = $0[0] & ~255 | bit << 16 }
      }
      if variant == .repaired || variant == .unjudged, isBeaten, !isJudged || !isSettled {
        buffer.emit(action + 2, copying: row) { $0[0] = $0[0] & ~255 | bit << 24 }
      }
    }
  }

  /// What has become of the commands.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let (final, discarded) = (row[0] >> 16 & 255, row[0] >> 24)
    let isSeveral = final.nonzeroBitCount > 1
    var letter: UInt64 = (areRivals && isSeveral ? 0 : 1) | (isSeveral ? 4 : 0)
    if final & discarded == 0 { letter |= 2 }
    for part in 0..<4 {
      letter |= UInt64(row[0] >> UInt32(8 * part) & 255) << UInt64(3 + commands * part)
    }
    return letter
  }

  /// The four sets.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let names = Notation.names("m", commands)
    return ["submitting", "submitted", "final", "discarded"].enumerated().map { part, name in
      ModelVariable(name, Notation.set(row[0] >> UInt32(8 * part), of: names))
    }
  }
}
