import Determinism

/// The fields of `limits:`.
enum LimitFields {
  private static let events = Field(
    "events", Kind<UInt64>.largeCount(1...(1 << 53 - 1)), "20M",
    "Inputs that nodes take, and planned faults, of one run.")
  private static let memory = Field(
    "memory", Kind<UInt64>.memory, "4 GiB",
    "What one run holds: its queue and tables, messages under way, stores and states of nodes, and what "
      + "monitors keep, counted alike on every machine.")
  private static let virtualTime = Field(
    "virtualTime", Kind<Ticks>.durationOrNever, "never", "Virtual time.")

  static let kind = Kind<RunLimits>.object("limits", [events, memory, virtualTime]) {
    RunLimits(events: $0[events], memory: $0[memory], virtualTime: $0[virtualTime])
  }
}
