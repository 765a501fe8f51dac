public import Diagnostics
import TemporalLogic
public import Traces

/// What `check` says of its work, as JSON and in words.
public struct CheckDocument: Sendable {
  /// What was found out.
  public var record: CheckRecord
  /// The command that checks one property again.
  public var replay: @Sendable (_ property: String) -> String
  /// The property whose counterexample was saved, and where; nil if none was.
  public var saved: (property: String, path: String)?
  /// CPU time of the check in microseconds.
  public var cpuUs: UInt64
  /// The most bytes that the process had.
  public var peakBytes: UInt64

  /// A document.
  public init(
    _ record: CheckRecord, replay: @escaping @Sendable (_ property: String) -> String,
    saved: (property: String, path: String)? = nil, cpuUs: UInt64, peakBytes: UInt64
  ) {
    (self.record, self.replay, self.saved) = (record, replay, saved)
    (self.cpuUs, self.peakBytes) = (cpuUs, peakBytes)
  }

  /// The document of a check that was not made.
  public static func refusal(exit: Int, findings: [Finding]) -> String {
    var json = JSONWriter()
    json.envelope(command: "check", exit: exit, findings: findings)
    return json.text
  }

  /// The document.
  public func json(exit: Int) -> String {
    var json = JSONWriter()
    json.envelope(command: "check", exit: exit) { json in
      json.members(of: record)
      json.array("properties") { json in
        for property in record.properties {
          json.object { json in
            json.members(of: property)
            json.member("saved", saved?.property == property.name ? saved?.path : nil)
            json.member("replay", property.verdict == .holds ? nil : replay(property.name))
            json.members(of: property.example)
            json.member("tla", property.tla)
          }
        }
      }
      json.array("actions") { json in
        for action in record.counts.actions {
          json.object { json in
            json.member("name", action.name)
            json.member("taken", action.taken)
            json.member("distinct", action.distinct)
          }
        }
      }
      json.member("cpuUs", cpuUs)
      json.object("memory") { json in
        json.member("tableBytes", record.counts.tableBytes)
        json.member("frontierBytes", record.counts.frontierBytes)
        json.member("peakBytes", peakBytes)
        json.member("spilledBytes", record.counts.spilledBytes)
      }
    }
    return json.text
  }
}

extension JSONWriter {
  fileprivate mutating func members(of record: CheckRecord) {
    member("model", record.model)
    member("variant", record.variant)
    member("engine", record.engine.rawValue)
    member("search", record.search)
    member("workers", record.workers)
    member("network", record.network)
    object("bounds") { json in
      for bound in record.bounds { json.member(bound.name, bound.value) }
    }
    array("reductions", of: record.reductions)
    if let around = record.around { member("around", around) }
    member("complete", record.isComplete)
    member("limit", record.limit)
    member("distinct", record.counts.distinct)
    member("generated", record.counts.generated)
    member("depth", record.counts.depth)
    member("initial", record.counts.initial)
    member("deadlocks", record.counts.deadlocks)
    member("collisionProbability", record.collisionProbability)
  }

  fileprivate mutating func members(of property: CheckRecord.Property) {
    member("name", property.name)
    member("verdict", property.verdict.rawValue)
    member("expected", property.expected?.rawValue)
    if let isMet = property.isMet { member("met", isMet) } else { null("met") }
    member("steps", property.example?.steps.count)
    if let example = property.example, let stem = example.stem {
      object("lasso") { json in
        json.member("stem", stem)
        json.member("cycle", example.steps.count - stem)
      }
    } else {
      null("lasso")
    }
    array("fairness", of: property.example?.fairness.map(\.demand) ?? [])
  }

  /// The run itself: the state that it begins in, and what each step changes.
  fileprivate mutating func members(of example: CheckRecord.Example?) {
    guard let example else {
      null("initial")
      null("trace")
      return
    }
    object("initial") { json in
      for variable in example.initial { json.member(variable.name, variable.value) }
    }
    array("trace") { json in
      for step in example.steps {
        json.object { json in
          json.member("action", step.action)
          json.object("changes") { json in
            for variable in step.changes { json.member(variable.name, variable.value) }
          }
        }
      }
    }
  }
}
