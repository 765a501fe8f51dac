public import Diagnostics
public import Traces

/// The JSON document of `run` and `replay`, and `result.json`.
public struct RunDocument: Sendable {
  /// One report per scenario of the command line.
  public var reports: [RunReport]
  /// The exit code.
  public var exit: Int
  /// What was found in the scenarios, or in the command line.
  public var findings: [Finding]
  /// The state at a step, where `replay --until` asks for one.
  public var stop: Stop?

  /// A document about scenarios.
  ///
  /// With exit code 64 or 65 it is the envelope alone, with its findings.
  public init(_ reports: [RunReport], exit: Int, findings: [Finding] = [], stop: Stop? = nil) {
    self.reports = reports
    self.exit = exit
    self.findings = findings
    self.stop = stop
  }

  /// The state of a cluster after a step.
  public struct Stop: Sendable {
    /// The step, counted from 1.
    public var step: UInt64
    /// The state of each node in words, in the order of the cluster.
    public var state: [(node: String, state: String)]

    /// The state after a step.
    public init(step: UInt64, state: [(node: String, state: String)]) {
      self.step = step
      self.state = state
    }
  }

  /// The document.
  ///
  /// Several scenarios come as objects in an array `runs`; one comes as members of the document itself.
  ///
  /// - Parameters:
  ///   - command: `run` or `replay`.
  ///   - isPretty: Whether it is to be read by people too; it then ends in a newline.
  public func json(command: String, isPretty: Bool = false) -> String {
    var json = JSONWriter(isPretty: isPretty)
    let isRefused = exit == 64 || exit == 65 || (exit == 74 && reports.isEmpty)
    json.envelope(command: command, exit: exit, findings: findings) { json in
      if isRefused { return }
      if reports.count == 1 {
        json.members(of: reports[0])
      } else {
        json.member("met", reports.allSatisfy(\.isMet))
        json.array("runs") { json in
          for report in reports { json.object { $0.members(of: report) } }
        }
      }
      guard let stop else { return }
      json.member("step", stop.step)
      json.object("state") { json in
        for node in stop.state { json.member(node.node, node.state) }
      }
    }
    return json.text + (isPretty ? "\n" : "")
  }
}

extension JSONWriter {
  fileprivate mutating func members(of report: RunReport) {
    member("scenario", report.scenario)
    member("scenarioDigest", report.scenarioDigest)
    member("variant", report.variant)
    member("crypto", report.crypto)
    object("seeds") { json in
      json.member("from", report.seeds.from)
      json.member("to", report.seeds.to)
      json.member("count", report.seeds.count)
      json.member("verified", report.seeds.verified)
      json.member("mismatches", report.seeds.mismatches)
    }
    member("met", report.isMet)
    array("cases") { json in
      for item in report.cases { json.object { $0.members(of: item) } }
    }
    member("complete", !report.isCut && !report.hasFailedFast)
    if report.canaries.isEmpty { return }
    array("canaries") { json in
      for canary in report.canaries {
        json.object { json in
          json.member("case", canary.caseName)
          json.member("set", canary.words)
          json.member("caught", canary.isCaught)
          json.member("seed", canary.seed)
          json.member("property", canary.property)
          json.member("replay", canary.replay)
        }
      }
    }
  }
}
