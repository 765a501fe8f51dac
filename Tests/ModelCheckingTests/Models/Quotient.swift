import ModelChecking

/// A system of which every state is the canonical one.
struct Quotient<Whole: TransitionSystem>: TransitionSystem {
  private var whole: Whole

  var width: Int { whole.width }
  var actions: [String] { whole.actions }
  var propositions: [String] { whole.propositions }
  var pulses: UInt64 { whole.pulses }

  init(_ whole: Whole) { self.whole = whole }

  mutating func appendInitialStates(to buffer: inout SuccessorBuffer) {
    for told in SlowSearch.initial(&whole) { emit(told, to: &buffer) }
  }

  mutating func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let row = row.indices.map { row[$0] }
    for told in SlowSearch.steps(of: row, &whole) { emit(told, to: &buffer) }
  }

  private mutating func emit(_ told: SlowSearch<Whole>.Told, to buffer: inout SuccessorBuffer) {
    var row = told.row
    var draft = row.mutableSpan
    whole.canonicalise(&draft)
    buffer.emit(told.action, row, pulses: told.pulses)
  }

  mutating func letter(of row: Span<UInt32>) -> UInt64 { whole.letter(of: row) }
}
