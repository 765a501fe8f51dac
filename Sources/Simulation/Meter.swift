public import Determinism
public import Machine
public import Traces

/// Turns milestones into load and latency figures. A milestone that a request has passed already, as a client
/// may tell that boots from its log, counts once.
@frozen
@usableFromInline
struct Meter {
  @usableFromInline
  var load = LoadRecord()
  @usableFromInline
  var histograms: [Histogram]
  /// The open requests, by number.
  @usableFromInline
  var open = LookupTable<UInt64, Request>()

  @usableFromInline
  struct Request: Sendable {
    /// When it was due, in microseconds.
    @usableFromInline
    let due: UInt64
    /// How many stages it has reached; they come in order.
    @usableFromInline
    var stages: UInt8 = 0
    @usableFromInline
    var isAdmitted: Bool

    @usableFromInline
    init(due: UInt64, isAdmitted: Bool) { (self.due, self.isAdmitted) = (due, isAdmitted) }
  }

  @usableFromInline
  init(stages: Int) {
    // Five digits: every latency below 262 ms is exact to the microsecond.
    histograms = (0..<stages).map { _ in Histogram(digits: .five) }
  }

  /// Takes notice of a milestone.
  ///
  /// - Parameters:
  ///   - due: When the input that led to it was due, in microseconds.
  ///   - now: When it was reached.
  @usableFromInline
  mutating func take(_ milestone: Milestone, due instant: UInt64, now: UInt64) {
    switch milestone {
    case .offered(let request):
      guard open[request] == nil else { return }
      load.offered += 1
      open.insert(request, Request(due: instant, isAdmitted: false))
    case .started(let request):
      guard open[request] == nil else { return }
      load.offered += 1
      load.admitted += 1
      open.insert(request, Request(due: instant, isAdmitted: true))
    case .admitted(let request):
      guard var start = open[request], !start.isAdmitted else { return }
      load.admitted += 1
      start.isAdmitted = true
      open.insert(request, start)
    case .reached(let request, let stage, let completes):
      guard var start = open[request], start.stages <= stage else { return }
      histograms[stage].record(now - start.due)
      if completes { load.completed += 1 }
      // Nothing is measured of a request after its last stage.
      if stage == histograms.count - 1 {
        open.remove(request)
      } else {
        start.stages = UInt8(stage) + 1
        open.insert(request, start)
      }
    case .rejected(let request):
      if open.remove(request) != nil { load.rejected += 1 }
    }
  }
}
