import Determinism
import Machine
import ModelChecking

/// A step of a script that cannot happen to a cluster within its bounds.
public struct ClusterScriptError: Error, Hashable, Sendable {
  /// Which one, from 0.
  public let step: Int
}

extension ClusterSystem {
  /// The same cluster with nothing but what happens on a scripted run: crashes, boots, writes, requests, timers and
  /// messages of the same kinds, senders, views and slots, in any order or not at all.
  ///
  /// - Parameter script: The run, which must be possible within the bounds. What a step says of ``ClusterStep/view`` and
  ///   ``ClusterStep/slot`` does not matter.
  /// - Throws: The first step that cannot happen.
  public mutating func around(_ script: [ClusterStep]) throws(ClusterScriptError) -> Self {
    var buffer = SuccessorBuffer(width: width)
    appendInitialStates(to: &buffer)
    let rows = (0..<buffer.count).map { buffer.row($0) }
    var runs = rows.indices.map { start in
      var run = ScriptedRun(row: rows[start], links: DepartedMessages(isSet: network == .set))
      for (place, move) in boots(of: start).enumerated() { depart(move, from: place, &run.links) }
      return run
    }
    for (number, step) in script.enumerated() {
      // Choices of nodes may split a run; a thousand are followed.
      runs = Array(runs.flatMap { after(step, $0) }.prefix(1_000))
      if runs.isEmpty { throw ClusterScriptError(step: number) }
    }
    var kinds = LookupTable<Fingerprint128, Bool>()
    for kind in runs.flatMap(\.kinds) { kinds.insert(kind, true) }
    source.restrict(to: kinds)
    var system = self
    system.parts = LookupTable()
    return system
  }

  /// A scripted run as far as it was followed.
  private struct ScriptedRun {
    var row: [UInt32]
    var links: DepartedMessages
    /// The kinds of what happened.
    var kinds: [Fingerprint128] = []
  }

  /// The runs that a step leads to, one for each choice of the node.
  private mutating func after(_ step: ClusterStep, _ run: ScriptedRun) -> [ScriptedRun] {
    var runs: [ScriptedRun] = []
    for place in 0..<members where routes.identity(place) == step.node {
      for number in moves(run.row[2 * place], run.row[2 * place + 1]).range {
        let move = known.moves[number]
        if move.cost.mask != 0, run.row[width - 2] & move.cost.mask == 0 { continue }
        guard isMove(move, step, run.links) else { continue }
        var next = run
        var draft = next.row.mutableSpan
        take(move, at: place, &draft)
        if move.input != .max, step.kind == .deliver || step.kind == .deliverAndKeep {
          let label = source.marks(of: move.input).label
          let keeps = step.kind == .deliverAndKeep
          _ = next.links.arrive(move.input, at: step.node, label, keeps: keeps)
        }
        depart(move, from: place, &next.links)
        next.kinds.append(source.kind(of: move, at: place))
        runs.append(next)
      }
    }
    return runs
  }

  /// Whether a move is what a step says.
  private func isMove(_ move: Move, _ step: ClusterStep, _ links: DepartedMessages) -> Bool {
    switch (step.kind, move.kind) {
    case (.deliver, .deliver), (.deliverAndKeep, .duplicate):
      move.input == links.input(step.label, from: step.sender, to: step.node, nth: step.nth)
    case (.deliverAndKeep, .deliver):
      network == .set
        && move.input == links.input(step.label, from: step.sender, to: step.node, nth: step.nth)
    case (.timer, .timer): source.marks(of: move.input).label == step.label
    case (.stored, .stored): move.store == step.store
    case (.request, .request), (.crash, .crash), (.restart, .boot): true
    default: false
    }
  }
}
