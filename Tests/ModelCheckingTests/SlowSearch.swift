import ModelChecking
import TemporalLogic

/// Breadth-first search in plain words: one queue, dictionaries, whole rows.
struct SlowSearch<System: TransitionSystem> {
  var counts: (distinct: Int, generated: Int, depth: Int, initial: Int, deadlocks: Int)
  var taken: [Int]
  var first: [Int]
  /// The shortest paths that decide properties, as rows; the first ones of the queue's order.
  var deciding: [[[UInt32]]?]
  var deadlock: [[UInt32]]?

  struct Told {
    var (action, row, pulses): (Int, [UInt32], UInt64)
  }

  static func initial(_ system: inout System) -> [Told] {
    var buffer = SuccessorBuffer(width: system.width)
    system.appendInitialStates(to: &buffer)
    return Self.all(buffer)
  }

  static func steps(of row: [UInt32], _ system: inout System) -> [Told] {
    var buffer = SuccessorBuffer(width: system.width)
    system.appendSuccessors(of: row.span, to: &buffer)
    return Self.all(buffer)
  }

  private static func all(_ buffer: borrowing SuccessorBuffer) -> [Told] {
    (0..<buffer.count).map { index in
      Told(action: buffer.action(index), row: buffer.row(index), pulses: buffer.pulses(index))
    }
  }

  init(_ system: System, _ properties: [LetterProperty], stopsAtViolation: Bool) {
    var system = system
    counts = (0, 0, 0, 0, 0)
    taken = system.actions.map { _ in 0 }
    first = taken
    deciding = properties.map { _ in nil }
    var parents: [[UInt32]: [UInt32]?] = [:]
    var level: [[UInt32]] = []
    var next: [[UInt32]] = []

    func path(_ row: [UInt32], from parent: [UInt32]?) -> [[UInt32]] {
      var path = [row]
      var before = parent
      while let row = before {
        path.append(row)
        before = parents[row] ?? nil
      }
      return path.reversed()
    }

    func visit(_ told: Told, from parent: [UInt32]?) {
      counts.generated += 1
      if parent != nil { taken[told.action] += 1 }
      let before = parent ?? []
      let isWithin = !system.hasConstraint || system.isWithin(told.row.span, from: before.span)
      let isNew = isWithin && parents[told.row] == nil
      let letter = system.letter(of: told.row.span) | told.pulses
      for (number, property) in properties.enumerated() where deciding[number] == nil {
        let asks = isNew || !isWithin || property.condition.reads & system.pulses != 0
        let isMet = property.condition.isMet(letter)
        if asks, isMet == (property.quantity == .sometimes) {
          deciding[number] = path(told.row, from: parent)
        }
      }
      guard isNew else { return }
      parents[told.row] = .some(parent)
      if parent != nil { first[told.action] += 1 }
      next.append(told.row)
    }

    for told in Self.initial(&system) { visit(told, from: nil) }
    counts.initial = next.count
    while !next.isEmpty {
      counts.depth += 1
      let isViolated = properties.indices.contains {
        properties[$0].quantity == .always && deciding[$0] != nil
      }
      if stopsAtViolation, isViolated || deadlock != nil { break }
      (level, next) = (next, [])
      for row in level {
        let steps = Self.steps(of: row, &system)
        if steps.isEmpty {
          counts.deadlocks += 1
          if deadlock == nil { deadlock = path(row, from: parents[row] ?? nil) }
        }
        for told in steps { visit(told, from: row) }
      }
    }
    counts.distinct = parents.count
  }
}

extension StatePath {
  /// All of its states.
  var rows: [[UInt32]] { [initial] + steps.map(\.row) }
}
