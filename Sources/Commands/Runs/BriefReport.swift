import TemporalLogic
import Traces

/// What `run --quiet` prints: the lines that programs look for, and nothing else.
enum BriefReport {
  /// The lines of a report, each ended.
  static func text(_ report: RunReport) -> String {
    var text = ""
    for one in report.cases {
      if report.cases.count > 1 { text += "case: \(one.name)\n" }
      for property in one.properties {
        text += "verdict: \(property.name) \(property.verdict.rawValue)\n"
      }
      text += "digest: \(one.digest)\nreplay: \(one.replay)\n"
    }
    return text
  }
}
