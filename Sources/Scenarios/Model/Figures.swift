import Faults

extension SystemSchema {
  /// The figures that every run has.
  public static let commonFigures: [Figure] = {
    var figures = ["offered", "admitted", "completed", "rejected", "censored", "events"]
      .map { Figure($0, .count) }
    figures.append(Figure("throughput", .perSecondMilli))
    figures.append(Figure("virtualTime", .microseconds))
    figures += ["sent", "delivered", "dropped", "duplicated"]
      .map { Figure("messages.\($0)", .count) }
    figures.append(Figure("messages.bytes", .bytes))
    figures += ["signs", "verifies", "distinct"].map { Figure("crypto.\($0)", .count) }
    figures += ["peak", "quarter1", "quarter2", "quarter3", "quarter4", "history"]
      .map { Figure("memory.\($0)", .bytes) }
    for kind in FaultKind.allCases {
      figures +=
        faultFigures
        .map { Figure("faults.\(kind.name).\($0)", .count) }
    }
    return figures
  }()

  /// The figures of one latency stage; `count` counts, the rest are times.
  public static let latencyFigures = [
    "min", "mean", "p50", "p90", "p95", "p99", "p999", "p9999", "max",
  ]

  /// All figures that expectations may name: latency first, then those of every run, then the
  /// system's own.
  public var allFigures: [Figure] {
    stages.flatMap { stage in
      Self.latencyFigures.map { Figure("\(stage).\($0)", .microseconds) }
        + [Figure("\(stage).count", .count)]
    } + Self.commonFigures + behaviourFigures + figures
  }

  /// The figures of the liars' behaviours; twins are among the faults of every run.
  private var behaviourFigures: [Figure] {
    behaviours.filter { $0.isAvailable && $0.name != "twins" }.flatMap { behaviour in
      Self.faultFigures.map { Figure("faults.\(behaviour.name).\($0)", .count) }
    }
  }

  /// How a fault is counted.
  private static let faultFigures = ["requested", "injected", "effective"]

  /// What an exploration counts.
  static let checkFigures = ["distinct", "generated", "depth", "deadlocks"]
    .map { Figure($0, .count) }
}

extension FigureUnit {
  /// How its values are written.
  var dimension: Dimension {
    switch self {
    case .microseconds: .duration
    case .count: .count(0...(1 << 53 - 1))
    case .perSecondMilli: .throughput
    case .bytes: .size
    }
  }
}
