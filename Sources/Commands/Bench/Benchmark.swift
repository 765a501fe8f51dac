/// One row of `nocturne bench`: a kernel of ours, beside a peer's or against a limit.
struct Benchmark: Sendable {
  /// What a ratio says.
  enum Measure: Sendable {
    /// Nanoseconds an item: less is better, the ratio is peer ÷ ours.
    case nanoseconds
    /// A rate a CPU second: more is better, the ratio is ours ÷ limit.
    case perSecond(limit: UInt64)
    /// CPU microseconds of a whole round: less is better, the ratio is limit ÷ ours.
    case microseconds(limit: UInt64)
  }

  /// What a row is held against.
  enum Rival: Sendable {
    /// A program that measures the same work.
    case program(Peer)
    /// Another kernel of ours, with its name.
    case kernel(String, @Sendable () -> UInt64)
    /// SPIN's verifier of the same state space.
    case spin(SpinPeer)

    /// What reports call it.
    var name: String {
      switch self {
      case .program(let peer): peer.name
      case .kernel(let name, _): name
      case .spin: SpinPeer.name
      }
    }
  }

  /// The row's name, by which the command line picks it.
  let name: String
  /// What an item is.
  let unit: String
  /// What the ratio says.
  let measure: Measure
  /// The gate for the ratio, in thousandths; nil where the ratio is only stated.
  let gateMilli: UInt64?
  /// What runs beside it, in turn.
  let rival: Rival?
  /// Runs the kernel once and gives CPU nanoseconds per thousand items, items per CPU second, or CPU microseconds.
  let run: @Sendable () -> UInt64
}

/// What a benchmark has measured.
struct BenchmarkResult: Sendable {
  let benchmark: Benchmark
  /// The median of ours, in the measure's unit: thousandths of a nanosecond, a rate, or microseconds.
  let ours: UInt64
  /// The median of the peer's; nil when it was not there.
  let peer: UInt64?

  /// Thousandths by which we do as well as the peer, or as the limit asks; nil without a peer.
  var ratioMilli: UInt64? {
    switch benchmark.measure {
    case .nanoseconds: peer.map { $0 * 1_000 / max(ours, 1) }
    case .perSecond(let limit): ours * 1_000 / limit
    case .microseconds(let limit): limit * 1_000 / max(ours, 1)
    }
  }

  /// Whether the gate is met; nil when there is none, or nothing could be compared.
  var isMet: Bool? {
    guard let ratioMilli, let gate = benchmark.gateMilli else { return nil }
    return ratioMilli >= gate
  }
}

/// A program that measures the same work, found in a folder that the user names.
///
/// Its last line of output is comma-separated; one column holds nanoseconds an item.
struct Peer: Sendable {
  /// The executable's name.
  let program: String
  /// Its arguments.
  let arguments: [String]
  /// The column of nanoseconds an item, from 0.
  let column: Int
  /// What reports call it.
  let name: String

  /// Runs it once and gives thousandths of a nanosecond; nil when it is not there or says nothing.
  func run(in folder: String) -> UInt64? {
    let executable = Path.join(folder, program)
    guard FileSystem.kind(of: executable) == .file,
      let outcome = try? Subprocess(executable: executable, arguments: arguments).run(),
      outcome.exitCode == 0,
      let line = outcome.outputText.split(separator: "\n").last
    else { return nil }
    let columns = line.split(separator: ",", omittingEmptySubsequences: false)
    guard column < columns.count, let value = Double(columns[column]), value > 0, value < 1e12
    else { return nil }
    return UInt64(value * 1_000)
  }
}
