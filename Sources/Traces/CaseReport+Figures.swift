import Determinism

extension CaseReport {
  /// Returns a figure by its name, or nil when the runs give none.
  ///
  /// - `<stage>.min`, `.mean`, `.p50`, `.p90`, `.p95`, `.p99`, `.p999`, `.p9999`, `.max`, `.count`:
  ///   latencies over all seeds together. The mean is rounded to a whole microsecond. A percentile
  ///   with fewer than ten samples above it has no value, unless all samples are equal.
  /// - `offered`, `admitted`, `completed`, `rejected`, `censored`, `events`, `virtualTime` (also
  ///   `virtual`), `messages.*`, `messages.<TYPE>.*`, `faults.<kind>.*`, `crypto.*`: per run, so that one
  ///   expectation serves any number of seeds; over several seeds the mean.
  /// - `throughput` (also `perSecond`): completed requests per second of virtual time, in thousandths.
  /// - `queue.longest`, `memory.peak`, `memory.quarter1` to `4`, `memory.history`: over all runs.
  /// - `runs` and `digest.distinct`: of the case.
  public func figure(_ name: String) -> FigureValue? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if let stage = latencies.first(where: { $0.stage == parts[0] }), parts.count == 2 {
      return stage.figure(parts[1])
    }
    switch (parts[0], parts.count) {
    case ("messages", 2), ("messages", 3): return messageFigure(parts[1...])
    case ("faults", 3): return faultFigure(kind: parts[1], parts[2])
    case ("crypto", 2): return cryptoFigure(parts[1])
    case ("memory", 2): return memoryFigure(parts[1])
    default: return commonFigure(name)
    }
  }

  /// The names of all figures that the case has, in the order of tables.
  public var figureNames: [String] {
    var names: [String] = []
    func add(_ prefix: String, _ parts: [String]) { names += parts.map { prefix + $0 } }
    for latency in latencies { add("\(latency.stage).", LatencyRecord.figureNames) }
    add("", ["offered", "admitted", "completed", "rejected", "censored", "throughput"])
    add("", ["virtualTime", "events", "queue.longest"])
    add("memory.", ["peak", "quarter1", "quarter2", "quarter3", "quarter4", "history"])
    add("messages.", ["sent", "delivered", "dropped", "duplicated", "bytes"])
    for type in messages.byType { add("messages.\(type.label).", ["sent", "delivered", "bytes"]) }
    for fault in faults { add("faults.\(fault.kind).", ["requested", "injected", "effective"]) }
    add("crypto.", ["signs", "verifies", "distinct"])
    add("", ["runs", "digest.distinct"])
    return names
  }

  private func commonFigure(_ name: String) -> FigureValue? {
    switch name {
    case "offered": perRun(load.offered)
    case "admitted": perRun(load.admitted)
    case "completed": perRun(load.completed)
    case "rejected": perRun(load.rejected)
    case "censored": perRun(load.censored)
    case "events": perRun(events)
    case "virtual", "virtualTime": perRun(virtualUs, .microseconds)
    case "perSecond", "throughput":
      virtualUs == 0 ? nil : FigureValue(.perSecondMilli, perSecondMilli)
    case "queue.longest": FigureValue(.count, longestQueue)
    case "runs": FigureValue(.count, runs)
    case "digest.distinct": FigureValue(.count, distinctDigests)
    default: nil
    }
  }

  private func messageFigure(_ parts: ArraySlice<String>) -> FigureValue? {
    guard let last = parts.last else { return nil }
    if parts.count == 1 {
      switch last {
      case "sent": return perRun(messages.sent)
      case "delivered": return perRun(messages.delivered)
      case "dropped": return perRun(messages.dropped)
      case "duplicated": return perRun(messages.duplicated)
      case "bytes": return perRun(messages.bytes, .bytes)
      default: return nil
      }
    }
    // A type that was never sent is not listed, hence 0.
    let type =
      messages.byType.first { $0.label == parts.first } ?? MessageRecord.ByType(label: last)
    switch last {
    case "sent": return perRun(type.sent)
    case "delivered": return perRun(type.delivered)
    case "bytes": return perRun(type.bytes, .bytes)
    default: return nil
    }
  }

  private func faultFigure(kind: String, _ part: String) -> FigureValue? {
    // A kind that was never asked for is not listed, hence 0.
    let fault =
      faults.first { $0.kind == kind }
      ?? FaultRecord(kind: kind, requested: 0, injected: 0, effective: 0)
    return switch part {
    case "requested": perRun(fault.requested)
    case "injected": perRun(fault.injected)
    case "effective": perRun(fault.effective)
    default: nil
    }
  }

  private func memoryFigure(_ part: String) -> FigureValue? {
    switch part {
    case "peak": FigureValue(.bytes, memory.peak)
    case "quarter1": FigureValue(.bytes, memory.quarters[0])
    case "quarter2": FigureValue(.bytes, memory.quarters[1])
    case "quarter3": FigureValue(.bytes, memory.quarters[2])
    case "quarter4": FigureValue(.bytes, memory.quarters[3])
    case "history": FigureValue(.bytes, memory.history)
    default: nil
    }
  }

  private func cryptoFigure(_ part: String) -> FigureValue? {
    switch part {
    case "signs": perRun(crypto.signs)
    case "verifies": perRun(crypto.verifies)
    case "distinct": perRun(crypto.distinct)
    default: nil
    }
  }

  private func perRun(_ total: UInt64, _ unit: FigureValue.Unit = .count) -> FigureValue? {
    runs == 0 ? nil : FigureValue(unit, UInt128(total), over: runs)
  }
}
