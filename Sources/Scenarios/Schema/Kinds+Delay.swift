import Determinism

extension Kind where Value == Delay {
  /// A constant, or a mapping with one key that names a distribution.
  static var delay: Kind {
    Kind(
      shape: .either([
        Kind<Ticks>.duration.shape,
        .object(name: "a distribution", fields: DelayForm.all.map(\.summary)),
      ]),
      read: { node, reading in
        guard case .mapping(let entries) = node.content else {
          guard case .scalar = node.content else {
            reading.report(
              .wrongShape, node.place, "expected a delay, found \(node.noun)",
              hint: "write a duration such as '25 ms', or a distribution such as "
                + "'{uniform: [20 ms, 30 ms]}'")
            return nil
          }
          return Kind<Ticks>.duration.read(node, reading).map { Delay(constant: $0) }
        }
        let names = DelayForm.all.map(\.name)
        guard let entry = entries.first, entries.count == 1 else {
          reading.report(
            .conflictingFields, node.place,
            "a delay has one distribution, not \(entries.count)",
            hint: "distributions: \(names.joined(separator: ", "))")
          return nil
        }
        guard let form = DelayForm.all.first(where: { $0.name == entry.key }) else {
          reading.reportUnknown(
            entry.key, entry.place, noun: "distribution", known: names, code: .unknownField)
          return nil
        }
        return form.read(entry.value, reading)
      },
      write: \.description)
  }
}

/// One of the distributions that a delay can have.
private struct DelayForm: Sendable {
  var name: String
  var summary: FieldSummary
  var read: @Sendable (YAMLNode, Reading) -> Delay?

  init<Value>(
    _ name: String, _ about: String, _ kind: Kind<Value>,
    _ make: @escaping @Sendable (Value) throws(Malformed) -> Delay
  ) {
    self.name = name
    summary = FieldSummary(
      name: name, shape: kind.shape, absent: "not drawn so", isRequired: false, about: about)
    read = { node, reading in
      guard let value = reading.read(kind, node) else { return nil }
      do throws(Malformed) {
        return try make(value)
      } catch {
        reading.report(error.code, node.place, error.message, hint: error.hint)
        return nil
      }
    }
  }

  static let all: [DelayForm] = [uniform, exponential, normal, lognormal, pareto, empirical]

  private static let uniform = DelayForm(
    "uniform", "Equally likely from the first to the second.", Kind.list(of: Kind<Ticks>.duration)
  ) { (ends) throws(Malformed) -> Delay in
    guard ends.count == 2 else {
      throw Malformed(
        .wrongShape, "a uniform delay has two ends, not \(ends.count)",
        hint: "write it as in '{uniform: [20 ms, 30 ms]}'")
    }
    return try Delay("{uniform: [\(durationText(ends[0])), \(durationText(ends[1]))]}") {
      () throws(SamplerError) in
      try .uniform(low: ends[0].microseconds, high: ends[1].microseconds)
    }
  }

  private static let exponential = DelayForm(
    "exponential", "What passes between events of a constant rate.",
    Kind.object("exponential", [mean]) { $0[mean] }
  ) { (mean) throws(Malformed) -> Delay in
    try Delay("{exponential: {mean: \(durationText(mean))}}") { () throws(SamplerError) in
      try .exponential(mean: mean.microseconds)
    }
  }

  private static let normal = DelayForm(
    "normal", "The normal distribution, cut at 0.",
    Kind.object("normal", [mean, deviation]) { TwoNumbers($0[mean], $0[deviation]) }
  ) { (it) throws(Malformed) -> Delay in
    try Delay(
      "{normal: {mean: \(durationText(it.time)), deviation: \(durationText(it.other))}}"
    ) { () throws(SamplerError) in
      try .normal(mean: it.time.microseconds, standardDeviation: it.other.microseconds)
    }
  }

  private static let lognormal = DelayForm(
    "lognormal", "Its logarithm is normal, as measured delays often are.",
    Kind.object("lognormal", [median, sigma]) { TwoNumbers($0[median], millionths: $0[sigma]) }
  ) { (it) throws(Malformed) -> Delay in
    try Delay("{lognormal: {median: \(durationText(it.time)), sigma: \(it.decimal)}}") {
      () throws(SamplerError) in
      try .lognormal(median: it.time.microseconds, sigmaMillionths: it.other.microseconds)
    }
  }

  private static let pareto = DelayForm(
    "pareto", "P(delay > t) = (minimum / t)^alpha.",
    Kind.object("pareto", [minimum, alpha]) { TwoNumbers($0[minimum], millionths: $0[alpha]) }
  ) { (it) throws(Malformed) -> Delay in
    try Delay("{pareto: {minimum: \(durationText(it.time)), alpha: \(it.decimal)}}") {
      () throws(SamplerError) in
      try .pareto(minimum: it.time.microseconds, alphaMillionths: it.other.microseconds)
    }
  }

  private static let empirical = DelayForm(
    "empirical", "One of the samples, each equally likely.", Kind.list(of: Kind<Ticks>.duration)
  ) { (samples) throws(Malformed) -> Delay in
    try Delay("{empirical: [\(samples.map(durationText).joined(separator: ", "))]}") {
      () throws(SamplerError) in
      try .empirical(samples.map(\.microseconds))
    }
  }

  private static let mean = Field(
    "mean", Kind<Ticks>.duration, absent: .required(standIn: .zero), "The mean.")
  private static let deviation = Field(
    "deviation", Kind<Ticks>.duration, absent: .required(standIn: .zero),
    "The standard deviation.")
  private static let median = Field(
    "median", Kind<Ticks>.duration, absent: .required(standIn: .zero), "The median.")
  private static let sigma = Field(
    "sigma", Kind<Int>.decimal(0...1_000_000_000, "0 to 1000"), absent: .required(standIn: 0),
    "The standard deviation of the natural logarithm.")
  private static let minimum = Field(
    "minimum", Kind<Ticks>.duration, absent: .required(standIn: .zero), "The shortest delay.")
  private static let alpha = Field(
    "alpha", Kind<Int>.decimal(1...1_000_000_000_000, "above 0, at most 1000000"),
    absent: .required(standIn: 1), "The exponent of the tail; the mean is finite above 1.")
}

/// A duration with a second one, or with a number in millionths.
private struct TwoNumbers: Sendable {
  var time: Ticks
  var other: Ticks

  init(_ time: Ticks, _ other: Ticks) {
    self.time = time
    self.other = other
  }

  init(_ time: Ticks, millionths: Int) { self.init(time, Ticks(UInt64(millionths))) }

  /// The second number as a decimal.
  var decimal: String { decimalText(other.microseconds, scale: 6) }
}

extension Delay {
  /// A delay whose sampler may refuse the parameters.
  fileprivate init(
    _ description: String, _ make: () throws(SamplerError) -> Sampler
  ) throws(Malformed) {
    do throws(SamplerError) {
      self.init(description, try make())
    } catch {
      throw Malformed(.outOfRange, "\(error)", hint: error.hint)
    }
  }
}

extension SamplerError {
  /// What is allowed instead.
  fileprivate var hint: String {
    switch self {
    case .tooLong: "at most \(durationText(Ticks(Sampler.longest)))"
    case .boundsInverted(let low, let high):
      "write the lower bound first: [\(durationText(Ticks(high))), \(durationText(Ticks(low)))]"
    case .sigmaTooLarge: "allowed: 0 to 1000"
    case .alphaOutOfRange: "allowed: above 0, at most 1000000"
    case .noSamples: "write it as in '{empirical: [20 ms, 22 ms, 30 ms]}'"
    }
  }
}
