import Determinism
import ModelChecking

/// Some processes that share two variables, all of it drawn; or one process many times over.
struct RandomProgram: TransitionSystem {
  struct Move {
    var process: Int
    var from: UInt32
    var to: UInt32
    /// A variable and what it must be.
    var guarded: (variable: Int, value: UInt32)?
    /// A variable and what it becomes.
    var written: (variable: Int, value: UInt32)?
    var pulses: UInt64 = 0

    func reads(_ variable: Int) -> Bool { guarded?.variable == variable }
    func writes(_ variable: Int) -> Bool { written?.variable == variable }
  }

  let processes: Int
  let locals: Int
  let moves: [Move]
  let hasSymmetry: Bool
  /// Whether actions of different processes are said to be independent, whatever they share.
  var lies = false
  var pulses: UInt64 { 0b10000 }

  /// A word for each process, and one for each variable.
  var width: Int { processes + 2 }
  var actions: [String] { moves.indices.map { "move \($0)" } }
  /// Whether some process is at 0; all are at 1; the first variable is 1; the second one is; and a pulse.
  var propositions: [String] { ["a", "b", "c", "d", "e"] }

  /// - Parameter rarity: One of so many moves is guarded, one is a write, one pulses.
  init(
    seed: UInt64, processes: Int = 3, locals: Int = 4, isSymmetric: Bool = false, rarity: Int = 8
  ) {
    var random = RandomStream(seed: seed, name: "program", index: 0)
    func below(_ bound: Int) -> Int { Int(random.below(UInt64(bound))) }
    var moves: [Move] = []
    // Half of the programs mostly go forward: where little comes again, more can be left out.
    let isForward = below(2) == 0
    for process in 0..<(isSymmetric ? 1 : processes) {
      for _ in 0..<(locals + below(3)) {
        let from = below(locals)
        let to = isForward && below(8) > 0 ? min(from + 1 + below(2), locals - 1) : below(locals)
        moves.append(
          Move(
            process: process, from: UInt32(from), to: UInt32(to),
            guarded: below(rarity) == 0 ? (below(2), UInt32(below(2))) : nil,
            written: below(rarity) == 0 ? (below(2), UInt32(below(2))) : nil,
            pulses: below(rarity) == 0 ? 0b10000 : 0))
      }
    }
    if isSymmetric {
      let one = moves
      moves = (0..<processes).flatMap { process in
        one.map { move in
          var copy = move
          copy.process = process
          return copy
        }
      }
    }
    (self.processes, self.locals, self.moves) = (processes, locals, moves)
    hasSymmetry = isSymmetric
  }

  /// A program that is written down.
  init(processes: Int, moves: [Move]) {
    (self.processes, locals, self.moves, hasSymmetry) = (processes, 3, moves, false)
  }

  var independence: Independence? {
    func depend(_ left: Move, _ right: Move) -> Bool {
      left.process == right.process
        || !lies
          && (0..<2).contains {
            left.writes($0) && (right.reads($0) || right.writes($0))
              || right.writes($0) && left.reads($0)
          }
    }
    return Independence(
      dependent: moves.map { move in moves.indices.filter { depend(move, moves[$0]) } },
      enablers: moves.map { move in
        moves.indices.filter { index in
          moves[index].process == move.process
            || !lies && (0..<2).contains { moves[index].writes($0) && move.reads($0) }
        }
      },
      changes: moves.map { move in
        // Steps that stay where they are change no process.
        let places: UInt64 =
          move.from == move.to
          ? 0
          : (move.from == 0 || move.to == 0 ? 1 : 0)
            | (move.from == 1 || move.to == 1 ? 2 : 0)
        return places | (move.writes(0) ? 4 : 0) | (move.writes(1) ? 8 : 0) | move.pulses
      })
  }

  func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(0, [UInt32](repeating: 0, count: width))
  }

  func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for (index, move) in moves.enumerated() where row[move.process] == move.from {
      if let (variable, value) = move.guarded, row[processes + variable] != value { continue }
      buffer.emit(index, copying: row, pulses: move.pulses) {
        $0[move.process] = move.to
        if let (variable, value) = move.written { $0[processes + variable] = value }
      }
    }
  }

  func letter(of row: Span<UInt32>) -> UInt64 {
    let places = (0..<processes).map { row[$0] }
    return (places.contains(0) ? 1 : 0) | (places.allSatisfy { $0 == 1 } ? 2 : 0)
      | UInt64(row[processes]) << 2 | UInt64(row[processes + 1]) << 3
  }

  func canonicalise(_ row: inout MutableSpan<UInt32>) {
    for end in 1..<processes {
      var place = end
      while place > 0, row[place - 1] > row[place] {
        row.swapAt(place - 1, place)
        place -= 1
      }
    }
  }
}
