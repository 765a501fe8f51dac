public import Determinism
public import Machine
public import Traces

/// Turns milestones into load and latency figures.
@frozen
@usableFromInline
struct Meter {
  @usableFromInline
  var load = LoadRecord()
  @usableFromInline
  var histograms: [Histogram]
  /// When each open request was due, by number.
  @usableFromInline
  var due = LookupTable<UInt64, UInt64>()

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
      load.offered += 1
      due.insert(request, instant)
    case .started(let request):
      load.offered += 1
      load.admitted += 1
      due.insert(request, instant)
    case .admitted: load.admitted += 1
    case .reached(let request, let stage, let completes):
      guard let start = due[request] else { return }
      histograms[stage].record(now - start)
      if completes { load.completed += 1 }
      // Nothing is measured of a request after its last stage.
      if stage == histograms.count - 1 { due.remove(request) }
    case .rejected(let request):
      load.rejected += 1
      due.remove(request)
    }
  }
}
