import Determinism
import Testing
import Traces

@testable import Catalog

@Suite("What a step changed")
struct StateDifferenceTests {
  private enum Mood: Equatable {
    case calm
    case busy(with: UInt64, since: UInt64)
  }

  private struct Inner: Equatable {
    var number: UInt64 = 0
    var mood = Mood.calm
    var due: UInt64?
  }

  private struct State: Equatable {
    var round: UInt64 = 0
    var pair = (0 as UInt64, UInt64(0))
    var inner = Inner()
    var slots = [Inner(), Inner()]

    static func == (one: State, other: State) -> Bool {
      one.round == other.round && one.pair == other.pair && one.inner == other.inner
        && one.slots == other.slots
    }
  }

  private enum Role {
    case replica(State)
    case client(UInt64)
  }

  private static func changes(_ change: (inout State) -> Void) -> [StateChange] {
    var after = State()
    after.slots = (0..<5).map { Inner(number: $0) }
    let before = after
    change(&after)
    return StateDifference.between(Role.replica(before), Role.replica(after))
  }

  private static func lines(_ changes: [StateChange]) -> [String] {
    changes.map { "\($0.path): \($0.before ?? "-") → \($0.after ?? "-")" }
  }

  @Test("Fields are called by their path, and what is equal is not told")
  func fields() {
    #expect(Self.changes { _ in } == [])
    let changes = Self.changes {
      $0.round = 4
      $0.pair.1 = 7
      $0.inner.due = 3
      $0.slots[2].number = 9
    }
    #expect(
      Self.lines(changes) == [
        "round: 0 → 4", "pair.1: 0 → 7", "inner.due: nil → 3", "slots.2.number: 2 → 9",
      ])
  }

  @Test("What is new or of another shape is one change")
  func shapes() {
    #expect(
      Self.lines(Self.changes { $0.inner.mood = .busy(with: 1, since: 2) })
        == ["inner.mood: calm → {busy: {with: 1, since: 2}}"])
    #expect(
      Self.lines(Self.changes { $0.slots.append(Inner(number: 8)) })
        == ["slots.count: 5 → 6", "slots.5: - → {number: 8, mood: calm, due: nil}"])
    #expect(
      Self.lines(StateDifference.between(Role.client(1), Role.replica(State()))).first?
        .hasPrefix(": {client: 1} → {replica: {round: 0, ") == true)
  }

  @Test("A list that moved on tells what came and what went")
  func moved() {
    let changes = Self.changes {
      $0.slots.removeFirst(2)
      $0.slots.insert(Inner(number: 9), at: 1)
    }
    #expect(
      Self.lines(changes) == [
        "slots.count: 5 → 4", "slots.0: {number: 0, mood: calm, due: nil} → -",
        "slots.1: {number: 1, mood: calm, due: nil} → -",
        "slots.1: - → {number: 9, mood: calm, due: nil}",
      ])
    #expect(Self.lines(Self.changes { $0.slots.swapAt(1, 3) }) == [])
  }

  @Test("Long values are cut")
  func cut() {
    let after = (0..<1_000).map { Inner(number: $0) }
    let changes = StateDifference.between([after[0]], after)
    #expect(changes.map(\.path) == ["count"] + (1..<64).map { "\($0)" })
    #expect(
      Self.lines(StateDifference.between([Inner](), [after[0]])).first?.hasPrefix(": none → [{")
        == true)
    #expect(StateText.line(of: after).utf8.count < 200)
    #expect(StateText.line(of: after).hasSuffix(", …]"))
  }

  // MARK: Against every leaf, compared one by one

  /// The leaves of a state with their paths.
  private static func leaves(_ state: State) -> [(path: String, text: String)] {
    var leaves = [("round", "\(state.round)"), ("pair.0", "\(state.pair.0)")]
    leaves.append(("pair.1", "\(state.pair.1)"))
    let inners = [("inner", state.inner)] + state.slots.enumerated().map { ("slots.\($0)", $1) }
    for (path, inner) in inners {
      leaves.append((path + ".number", "\(inner.number)"))
      leaves.append((path + ".due", inner.due.map { "\($0)" } ?? "nil"))
      switch inner.mood {
      case .calm: leaves.append((path + ".mood", "calm"))
      case .busy(let thing, let since):
        leaves.append((path + ".mood.busy.with", "\(thing)"))
        leaves.append((path + ".mood.busy.since", "\(since)"))
      }
    }
    return leaves
  }

  private static func state(_ stream: inout RandomStream) -> State {
    func inner() -> Inner {
      Inner(
        number: stream.below(3),
        mood: stream.below(2) == 0 ? .calm : .busy(with: stream.below(2), since: 1),
        due: stream.below(2) == 0 ? nil : stream.below(2))
    }
    return State(
      round: stream.below(2), pair: (stream.below(2), stream.below(2)), inner: inner(),
      slots: [inner(), inner()])
  }

  @Test("Changes are at or above the leaves that differ, and only there", arguments: UInt64(1)...40)
  func everyLeaf(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "test", index: 0)
    for _ in 0..<25 {
      let (before, after) = (Self.state(&stream), Self.state(&stream))
      let old = Self.leaves(before)
      let new = Self.leaves(after)
      let differing =
        new.filter { leaf in !old.contains { $0 == leaf } }
        + old.filter { leaf in !new.contains { $0.path == leaf.path } }
      let told = StateDifference.between(Role.replica(before), Role.replica(after))
      // An element that moved is no change, though leaves at its place are.
      let moved = before.slots[0] == after.slots[1] || before.slots[1] == after.slots[0]
      for leaf in differing where !moved || !leaf.path.hasPrefix("slots") {
        #expect(
          told.contains { leaf.path == $0.path || leaf.path.hasPrefix($0.path + ".") }, "\(leaf)")
      }
      for change in told where !moved || !change.path.hasPrefix("slots") {
        #expect(
          differing.contains { $0.path == change.path || $0.path.hasPrefix(change.path + ".") },
          "\(change)")
      }
    }
  }
}
