import Determinism
import Machine
import TemporalLogic

/// What properties know of runs: one state for all runs that they will judge alike from now on.
struct FactStates<Fact: Canonical & Sendable> {
  /// What a step tells.
  struct Told {
    let facts: [(fact: Fact, latch: Latch)]
    let node: UInt16
  }

  private struct State {
    /// Nil where no property speaks of facts.
    var judge: (any FormulaJudge<Fact>)?
    var letter: UInt64
    /// What was told, in order.
    var history: [UInt32]
  }

  let properties: [FormulaProperty<Fact>]
  private(set) var exercised: [Bool]
  private var told = Things<Told>()
  private var states = Things<State>()
  private(set) var letters: [UInt64] = []

  /// - Parameter correct: Whose facts are told.
  init(_ properties: [Property<Fact>], correct: NodeSet) {
    self.properties = properties.map { property in
      guard case .formula(let formula) = property.judge else {
        preconditionFailure("\(property.name) is not said by a formula")
      }
      return formula
    }
    exercised = properties.map { _ in false }
    // Number 0: nothing is told, or was.
    _ = told.number(of: []) { Told(facts: [], node: 0) }
    var judge = FormulaProperty.judge(self.properties)
    judge?.keepRows()
    judge?.began(correct: correct)
    _ = number(State(judge: judge, letter: 0, history: []))
  }

  mutating func exercise(_ properties: [Bool]) {
    for index in exercised.indices where properties[index] { exercised[index] = true }
  }

  var keys: [Fingerprint128] { states.keys }

  /// The number of what a step tells; 0 for nothing, or nothing that somebody asks for.
  mutating func number(_ facts: [(fact: Fact, latch: Latch)], at place: Int) -> UInt32 {
    guard let judge = states[0].judge else { return 0 }
    let facts = facts.filter { judge.hears($0.fact) }
    if facts.isEmpty { return 0 }
    var writer = CanonicalWriter(capacity: 128)
    writer.put(UInt16(place))
    for (fact, latch) in facts {
      writer.encode(fact)
      writer.put(latch.rawValue)
    }
    return told.number(of: writer.bytes) { Told(facts: facts, node: UInt16(place)) }
  }

  /// The state after something was told.
  mutating func tell(_ number: UInt32, to state: UInt32) -> UInt32 {
    let before = states[state]
    guard number != 0, var judge = before.judge else { return state }
    let (told, history) = (told[number], before.history + [number])
    // Every step is followed by one that tells nothing, in which pulses have ended.
    var moment = Moment(step: UInt64(2 * history.count), microseconds: 0, node: told.node)
    for (fact, latch) in told.facts {
      let change: FactChange =
        switch latch {
        case .pulse: .pulse
        case .latch: .latch
        case .unlatch: .unlatch
        }
      judge.observe(fact, change, at: moment)
    }
    judge.settle()
    moment.step += 1
    judge.advance(to: moment)
    judge.settle()
    return self.number(State(judge: judge, letter: 0, history: history))
  }

  private mutating func number(_ state: State) -> UInt32 {
    var state = state
    var writer = CanonicalWriter(capacity: 256)
    if let judge = state.judge {
      for index in properties.indices {
        let standing = judge.standing(index)
        if standing.isViolated { state.letter |= 1 << UInt64(2 * index) }
        if standing.isOpen { state.letter |= 2 << UInt64(2 * index) }
        if standing.isExercised { exercised[index] = true }
      }
      if !judge.encodeState(into: &writer) {
        writer = CanonicalWriter(capacity: 256)
        for number in state.history {
          let key = told.key(number)
          writer.put(key.high)
          writer.put(key.low)
        }
      }
    }
    let number = states.number(of: writer.bytes) { state }
    if Int(number) == letters.count { letters.append(state.letter) }
    return number
  }

  /// What was told on the way to a state, in canonical bytes.
  func encode(_ state: UInt32, into writer: inout CanonicalWriter) {
    let history = states[state].history
    writer.put(UInt32(history.count))
    for number in history {
      let step = told[number]
      writer.put(step.node)
      writer.put(UInt32(step.facts.count))
      for (fact, latch) in step.facts {
        writer.encode(fact)
        writer.put(latch.rawValue)
      }
    }
  }

  /// Tells again what was told on the way to a state.
  mutating func decode(_ reader: inout CanonicalReader) throws(CanonicalError) -> UInt32 {
    var state: UInt32 = 0
    for _ in 0..<(try reader.take(UInt32.self)) {
      let node = try reader.take(UInt16.self)
      var facts: [(Fact, Latch)] = []
      for _ in 0..<(try reader.take(UInt32.self)) {
        let fact: Fact = try reader.decode()
        let latch = try reader.take(UInt8.self)
        guard let latch = Latch(rawValue: latch) else {
          throw .unknownTag(UInt64(latch), at: reader.offset - 1)
        }
        facts.append((fact, latch))
      }
      state = tell(number(facts, at: Int(node)), to: state)
    }
    return state
  }
}
