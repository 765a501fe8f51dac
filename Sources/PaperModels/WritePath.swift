public import ModelChecking
import TemporalLogic

/// The steps of one gateway from a command to its broadcast, with crashes between them: which order of these steps
/// leaves every record with what verifies it.
///
/// Claims NOC-023, NOC-038 and NOC-089; flaw FN-11.
///
/// - Source: The Nocturne paper, §8.1 and appendix B; the module `WritePath`.
@frozen
public struct WritePath: CompiledModel {
  /// The order of the steps, and what is done after a crash.
  public enum Variant: String, CaseIterable, Sendable {
    /// §8.1: validate, persist, sign, broadcast. A record that a crash has left unsigned stays unsigned.
    case published
    /// Validate, sign, persist, broadcast; after a crash nobody remembers what is to be broadcast.
    case appendixB
    /// A certificate before the record is stored; all that has one is anchored and broadcast after a crash.
    case repaired
    /// The published order, but what is found unsigned after a crash is signed then.
    case signOnRestart
    /// The published order with the broadcast at its head.
    case broadcastFirst
  }

  /// A step on the way of a command.
  @usableFromInline
  enum Step: Int, CaseIterable, Sendable {
    case validate, order, persist, sign, broadcast
  }

  /// How many commands clients submit.
  public let commands: Int
  /// How many records somebody puts into the store who has access to it.
  public let forgeries: Int
  /// How often the gateway crashes.
  public let crashesMax: Int
  /// The order of the steps.
  public let variant: Variant
  /// What is owed to the restart and to each command.
  public let fairness: [ActionFairness]
  @usableFromInline let steps: [Step]

  /// A gateway.
  ///
  /// - Parameters:
  ///   - commands: How many commands clients submit, from 1 to 4.
  ///   - forgeries: How many records are forged, at most 4.
  ///   - crashesMax: How often the gateway crashes, at most 7.
  ///   - variant: The order of the steps.
  public init(
    commands: Int = 3, forgeries: Int = 1, crashesMax: Int = 2, variant: Variant = .repaired
  ) {
    precondition(
      (1...4).contains(commands) && (0...4).contains(forgeries) && (0...7).contains(crashesMax),
      "\(commands) commands, \(forgeries) forgeries, \(crashesMax) crashes")
    (self.commands, self.forgeries) = (commands, forgeries)
    (self.crashesMax, self.variant) = (crashesMax, variant)
    steps =
      switch variant {
      case .published, .signOnRestart: [.validate, .persist, .sign, .broadcast]
      case .appendixB: [.validate, .sign, .persist, .broadcast]
      case .repaired: [.validate, .order, .persist, .sign, .broadcast]
      case .broadcastFirst: [.validate, .broadcast, .persist, .sign]
      }
    let ofCommands = 5 * commands
    fairness =
      [ActionFairness(.weak("WF Restart"), actions: [ofCommands + forgeries + 1])]
      + (0..<commands).map { command in
        ActionFairness(
          .weak("WF Proceed(c\(command + 1))"), actions: (0..<5).map { 5 * command + $0 })
      }
  }

  // Word 0 has eight bits for each command: how many steps are done (3 bits), then whether its record is committed,
  // signed and anchored, and whether it was shown. Word 1 has four bits for each forgery, of which two are used
  // (committed, signed), and from bit 16 on whether the gateway is up, and the crashes that are left.
  /// Two words.
  @inlinable public var width: Int { 2 }
  /// The steps of each command, the forgeries, the crash and the restart.
  public var actions: [String] {
    (1...commands).flatMap { command in
      ["Validate", "Order", "Persist", "Sign", "Broadcast"].map { "\($0)(c\(command))" }
    } + (0..<forgeries).map { "Forge(x\($0 + 1))" } + ["Crash", "Restart"]
  }
  /// The formulas without time, and which commands are committed and shown.
  public var propositions: [String] {
    [
      "verifiable", "shownVerifiable", "shownCommitted", "authentic", "shownAnchored",
      "allShownAfterCrashes", "forgedAndShown",
    ] + (1...commands).map { "committed\($0)" } + (1...commands).map { "shown\($0)" }
  }
  /// In the end there is nothing left to do.
  public var mayEnd: Bool { true }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "Verifiable", .always, "verifiable",
        about: "what the gateway is not working on is verifiable", tla: "WritePath!Verifiable"),
      ModelProperty(
        "ShownVerifiable", .always, "shownVerifiable", about: "what is visible is verifiable",
        tla: "WritePath!ShownVerifiable"),
      ModelProperty(
        "S2", .always, "shownCommitted", about: "what is visible is committed",
        tla: "WritePath!S2"),
      ModelProperty(
        "Authentic", .always, "authentic",
        about: "nothing is signed that no client has submitted", tla: "WritePath!Authentic"),
      ModelProperty(
        "ShownAnchored", .always, "shownAnchored",
        about: "of what is visible a replica has said that it is durable",
        tla: "WritePath!ShownAnchored"),
      ModelProperty(
        "ShownInTheEnd", .temporal,
        (1...commands).map { "G (committed\($0) -> F shown\($0))" }.joined(separator: " & "),
        about: "what is committed is shown in the end", tla: "WritePath!ShownInTheEnd"),
      ModelProperty(
        "AllShownAfterCrashes", .sometimes, "allShownAfterCrashes",
        about: "all can be shown after all crashes", tla: "WritePath!NeverAllShownAfterCrashes"),
      ModelProperty(
        "ForgedAndShown", .sometimes, "forgedAndShown",
        about: "a forgery can be in the store, and something be shown",
        tla: "WritePath!NeverForgedAndShown"),
    ]
  }

  /// The store is empty, and the gateway runs.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(0, [0, 1 << 16 | UInt32(crashesMax) << 17])
  }

  /// What the gateway does, unless it is down, and what befalls it and its store.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let isUp = row[1] >> 16 & 1 == 1
    if isUp {
      for command in 0..<commands { appendProgress(of: row, command, &buffer) }
    }
    let forge = 5 * commands
    for forgery in 0..<forgeries where row[1] >> UInt32(4 * forgery) & 1 == 0 {
      buffer.emit(forge + forgery, copying: row) { $0[1] |= 1 << UInt32(4 * forgery) }
    }
    if isUp, row[1] >> 17 != 0 {
      buffer.emit(forge + forgeries, copying: row) {
        $0[0] &= 0x7878_7878  // What was done of the steps was in memory.
        $0[1] = $0[1] & ~(1 << 16) - 1 << 17
      }
    }
    if !isUp {
      let after = afterRestart(row)
      buffer.emit(forge + forgeries + 1, copying: row) {
        ($0[0], $0[1]) = after
        $0[1] |= 1 << 16
      }
    }
  }

  /// The one step of a command that is due.
  @inlinable
  func appendProgress(of row: Span<UInt32>, _ command: Int, _ buffer: inout SuccessorBuffer) {
    let shift = UInt32(8 * command)
    var state = row[0] >> shift & 255
    let done = Int(state & 7)
    if done == steps.count { return }
    let step = steps[done]
    switch step {
    case .validate:
      // What the store has is a duplicate.
      if state & 8 != 0 { return }
    case .order: break
    case .persist:
      let isSigned = steps[..<done].contains { $0 == .sign || $0 == .order }
      state = state & ~16 | 8 | (isSigned ? 16 : 0)
    case .sign:
      switch variant {
      case .repaired: state |= 32
      case .appendixB: break  // The signature is in memory, until it is persisted.
      case .published, .signOnRestart, .broadcastFirst: state |= 16
      }
    case .broadcast: state |= 64
    }
    let next = state + 1
    buffer.emit(5 * command + step.rawValue, copying: row) {
      $0[0] = $0[0] & ~(255 << shift) | next << shift
    }
  }

  /// The words after a restart, but for the bit that says that it happened.
  @inlinable
  func afterRestart(_ row: Span<UInt32>) -> (UInt32, UInt32) {
    var words = (row[0], row[1])
    switch variant {
    case .repaired:
      for command in 0..<UInt32(commands) where row[0] >> (8 * command) & 24 == 24 {
        words.0 |= 3 << (8 * command)  // All is done that stands before the anchor.
      }
    case .signOnRestart:
      words.0 = words.0 & ~0x1010_1010 | (words.0 & 0x0808_0808) << 1
      words.1 = words.1 & ~0x2222 | (words.1 & 0x1111) << 1
    case .published, .appendixB, .broadcastFirst: break
    }
    return words
  }

  /// What is shown, signed and anchored.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    var isVerifiable = true
    var (committed, shown): (UInt64, UInt64) = (0, 0)
    for command in 0..<commands {
      let state = row[0] >> UInt32(8 * command)
      let isInFlight = (1..<steps.count).contains(Int(state & 7))
      if state & 24 == 8 && !isInFlight { isVerifiable = false }
      committed |= UInt64(state >> 3 & 1) << UInt64(command)
      shown |= UInt64(state >> 6 & 1) << UInt64(command)
    }
    // Of each command whether it was shown, moved to where the others have what it is compared with.
    let isShown = row[0] >> 6 & 0x0101_0101
    let isForged = row[1] & 0x1111 != 0
    let isAll = shown == 1 << UInt64(commands) - 1
    var letter: UInt64 = isVerifiable ? 1 : 0
    if isShown & ~(row[0] >> 4) == 0 { letter |= 2 }
    if isShown & ~(row[0] >> 3) == 0 { letter |= 4 }
    if row[1] & 0x2222 == 0 { letter |= 8 }
    if isShown & ~(row[0] >> 5) == 0 { letter |= 16 }
    if row[1] >> 17 == 0 && isAll { letter |= 32 }
    if isShown != 0 && isForged { letter |= 64 }
    return letter | committed << 7 | shown << UInt64(7 + commands)
  }

  /// A command's steps are owed to it, and the restart to the gateway.
  @inlinable
  public func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    // Each of these steps changes the state.
    if action < 5 * commands { return 2 << UInt64(action / 5) }
    return action == 5 * commands + forgeries + 1 ? 1 : 0
  }

  /// The variables, those of each command by themselves.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    func record(_ bits: UInt32) -> String {
      let names = ["committed", "signed", "anchored"]
      return Notation.record(
        names.enumerated().map { ($1, Notation.boolean(bits >> UInt32($0) & 1 == 1)) })
    }
    let states = (0..<commands).map { row[0] >> UInt32(8 * $0) & 255 }
    let shown = states.indices.reduce(0 as UInt32) { $0 | (states[$1] >> 6 & 1) << UInt32($1) }
    return states.enumerated().map { ModelVariable("pc[c\($0 + 1)]", "\($1 & 7)") }
      + states.enumerated().map { ModelVariable("record[c\($0 + 1)]", record($1 >> 3 & 7)) }
      + (0..<forgeries).map {
        ModelVariable("record[x\($0 + 1)]", record(row[1] >> UInt32(4 * $0) & 3))
      }
      + [
        ModelVariable("shown", Notation.set(shown, of: Notation.names("c", commands))),
        ModelVariable("up", Notation.boolean(row[1] >> 16 & 1 == 1)),
        ModelVariable("crashes", "\(row[1] >> 17)"),
      ]
  }
}
