import Determinism
import TemporalLogic
import Traces

extension JSONWriter {
  /// The members of a case, in the order that is promised; what was added later comes last.
  mutating func members(of item: CaseReport) {
    member("case", item.name)
    object("parameters") { json in
      for parameter in item.parameters { json.member(parameter.name, parameter.value) }
    }
    array("properties") { json in
      for property in item.properties { json.object { $0.members(of: property) } }
    }
    array("figures") { json in
      for figure in item.figures { json.object { $0.members(of: figure) } }
    }
    object("latencyUs") { json in
      for latency in item.latencies { json.object(latency.stage) { $0.members(of: latency) } }
    }
    object("load") { json in
      json.member("model", item.loadModel)
      json.member("offered", item.load.offered)
      json.member("admitted", item.load.admitted)
      json.member("completed", item.load.completed)
      json.member("rejected", item.load.rejected)
      json.member("censored", item.load.censored)
      json.member("perSecondMilli", item.perSecondMilli)
    }
    array("faults") { json in
      for fault in item.faults { json.object { $0.members(of: fault) } }
    }
    object("messages") { $0.members(of: item.messages) }
    object("crypto") { json in
      json.member("signs", item.crypto.signs)
      json.member("verifies", item.crypto.verifies)
      json.member("distinct", item.crypto.distinct)
    }
    array("each") { json in
      for seed in item.each { json.object { $0.members(of: seed) } }
    }
    member("digest", item.digest)
    member("distinctDigests", item.distinctDigests)
    member("runs", item.runs)
    member("events", item.events)
    member("virtualUs", item.virtualUs)
    member("longestQueue", item.longestQueue)
    object("memory") { json in
      json.member("peakBytes", item.memory.peak)
      json.array("quarterBytes") { json in
        for bytes in item.memory.quarters { json.element(bytes) }
      }
      json.member("historyBytes", item.memory.history)
    }
    object("endings") { json in
      for count in item.endings { json.member(count.ending.rawValue, count.runs) }
    }
    member("limit", item.limit)
    member("replay", item.replay)
    members(of: item.drawn, "drawn")
    members(of: item.computed, "computed")
  }

  /// What a seed has drawn, or the system has worked out, by path; nothing where there is nothing.
  private mutating func members(of values: [DrawnValue], _ name: String) {
    if values.isEmpty { return }
    object(name) { json in
      for value in values { json.member(value.path, value.value) }
    }
  }

  private mutating func members(of property: PropertySummary) {
    let violation = property.judgement.violation
    member("name", property.name)
    member("verdict", property.verdict.rawValue)
    member("expected", property.expectation.text)
    member("met", property.isExpected)
    member("violations", property.violations)
    member("firstSeed", property.firstSeed)
    member("steps", violation?.step)
    member("virtualUs", violation?.microseconds)
    member("obligation", property.judgement.obligation)
    member("replay", property.replay)
    member("tla", property.tla)
    member("explanation", violation?.explanation)
    guard let past = property.past else { return }
    array("past") { json in
      for step in past.steps { json.object { $0.members(of: step, in: past) } }
    }
    member("pastLeftOut", past.leftOut)
    member("pastCut", past.cut)
  }

  private mutating func members(of step: TraceEntry, in past: CausalPast) {
    member("step", step.step)
    member("virtualUs", step.microseconds)
    member("action", step.action)
    member("node", step.node)
    member("from", step.from)
    member("label", step.label)
    member("view", step.view)
    member("slot", step.slot)
    member("origin", step.causes.flatMap { $0.origin == 0 ? nil : $0.origin })
    member("previous", step.causes.flatMap { $0.previous == 0 ? nil : $0.previous })
    member("liar", step.isLiars)
    if let forged = step.forged { member("forged", forged) }
    member("violates", past.violating.contains(step.step))
    array("facts", of: step.facts)
    array("changes") { json in
      for change in step.changes {
        json.object { json in
          json.member("path", change.path)
          json.member("before", change.before)
          json.member("after", change.after)
        }
      }
    }
  }

  private mutating func members(of figure: FigureSummary) {
    member("name", figure.name)
    member("unit", figure.unit)
    member("value", figure.value)
    member("expected", figure.limit.expected)
    member("tolerance", figure.limit.tolerance)
    member("met", figure.isMet)
    member("bound", figure.limit.word)
  }

  private mutating func members(of latency: LatencyRecord) {
    member("count", latency.histogram.count)
    member("min", latency.histogram.min)
    for entry in LatencyRecord.percentiles {
      member(entry.name, latency.reportable(entry.percentile))
    }
    member("max", latency.histogram.max)
    member("mean", latency.mean)
  }

  private mutating func members(of fault: FaultRecord) {
    member("kind", fault.kind)
    member("requested", fault.requested)
    member("injected", fault.injected)
    member("effective", fault.effective)
  }

  private mutating func members(of messages: MessageRecord) {
    member("sent", messages.sent)
    member("delivered", messages.delivered)
    member("dropped", messages.dropped)
    member("duplicated", messages.duplicated)
    member("bytes", messages.bytes)
    array("byType") { json in
      for type in messages.byType {
        json.object { json in
          json.member("type", type.label)
          json.member("sent", type.sent)
          json.member("delivered", type.delivered)
          json.member("bytes", type.bytes)
        }
      }
    }
  }

  private mutating func members(of seed: SeedSummary) {
    member("seed", seed.seed)
    member("traceDigest", seed.traceDigest)
    member("shapeDigest", seed.shapeDigest)
    member("events", seed.events)
    member("virtualUs", seed.virtualUs)
    member("met", seed.isMet)
    members(of: seed.drawn, "drawn")
  }
}
