public import ModelChecking

extension HysteresisPub {
  /// What changes of mode tell, then what the invariants say, and the modes that are spoken of.
  public var propositions: [String] {
    ["tripsInCalm", "flaps", "leavesDegraded", "returnsToWS"]
      + ["tripsInBurst", "healthyIsWS", "degraded", "synced"]
  }

  /// What changes of mode tell.
  public var pulses: UInt64 { Pulse.all }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "TripsInBurst", .always, "tripsInBurst",
        about: "a breaker that has seen too many failures in the window, and has dwelt, has left "
          + "SYNC_WS", tla: "HysteresisPub!TripsInBurst"),
      ModelProperty(
        "TripsOnlyInBurst", .always, "!tripsInCalm",
        about: "only too many failures within the window degrade",
        tla: "HysteresisPub!TripsOnlyInBurst"),
      ModelProperty(
        "NeverFVfromHealthy", .always, "healthyIsWS",
        about: "without a failure, the mode is SYNC_WS", tla: "HysteresisPub!NeverFVfromHealthy"),
      ModelProperty(
        "NoFlap", .always, "!flaps", about: "the mode does not change before it was dwelt in",
        tla: "HysteresisPub!NoFlap"),
      ModelProperty(
        "ModeReturn", .temporal, "G (degraded -> F synced)",
        about: "from DEGRADED there is a way back to SYNC_WS, and it is taken",
        tla: "HysteresisPub!ModeReturn"),
      ModelProperty(
        "LeavesDegraded", .sometimes, "leavesDegraded", about: "DEGRADED can be left",
        tla: "HysteresisPub!DegAbsorbing"),
      ModelProperty(
        "ReturnsToWS", .sometimes, "returnsToWS", about: "SYNC_WS can be come back to",
        tla: "HysteresisPub!NoReturnWS"),
    ]
  }

  /// What the mode is, and whether it should be.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let mode = row[At.mode]
    let hasBurst = row[At.polled] == 1 && weight(of: row[1]) > thresholds.tooMany
    let isLate = hasBurst && row[At.dwell] >= thresholds.hold && mode == Mode.synced
    return (isLate ? 0 : 16) | (row[At.fails] > 0 || mode == Mode.synced ? 32 : 0)
      | (mode == Mode.degraded ? 64 : 0) | (mode == Mode.synced ? 128 : 0)
  }

  /// Those of the module.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    [
      ModelVariable("mode", Mode.names[Int(row[At.mode])]),
      ModelVariable("fails", "\(row[At.fails])"), ModelVariable("age", "\(row[At.age])"),
      ModelVariable(
        "window", Notation.sequence((0..<window).map { "\(row[At.window[$0]])" })),
      ModelVariable("dwell", "\(row[At.dwell])"), ModelVariable("calm", "\(row[At.calm])"),
      ModelVariable("quiet", "\(row[At.quiet])"),
      ModelVariable("polled", Notation.boolean(row[At.polled] == 1)),
    ]
  }
}
