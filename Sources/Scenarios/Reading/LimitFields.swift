import Determinism

/// The fields of `limits:`.
enum LimitFields {
  private static let events = Field(
    "events", Kind<UInt64>.largeCount(1...(1 << 53 - 1)), "100M",
    "Deliveries, timers and the like.")
  private static let memory = Field("memory", Kind<UInt64>.memory, "4 GiB", "Memory of a run.")
  private static let virtualTime = Field(
    "virtualTime", Kind<Ticks>.durationOrNever, "never", "Virtual time.")

  static let kind = Kind<RunLimits>.object("limits", [events, memory, virtualTime]) {
    RunLimits(events: $0[events], memory: $0[memory], virtualTime: $0[virtualTime])
  }
}
