/// A part of the schema that an engine may not execute yet.
public enum ScenarioFeature: String, CaseIterable, Sendable {
  case partitions, crashes, pauses, byzantine, clocks, gst, schedule, liveness, draw, check
  case storeFaults = "store faults"
  case saying = "say"
  case exploration = "mode: explore"
  case memoryLimit = "limits.memory"

  /// Whether a run means the same without it.
  var isInert: Bool { self == .check || self == .memoryLimit }
}
