import Determinism

/// What holds by now on a run, as far as its properties speak of it.
///
/// Of each proposition only those places are kept that some formula looks at, so that what four replicas tell of one
/// event is one row where nobody asks which replica told it.
public struct FactBase: Sendable {
  /// Some places of a proposition.
  struct View: Sendable {
    let proposition: Int
    let fields: [Int]
    var table: FactTable
    /// Whether nothing but membership is asked for, so that a fingerprint of each tuple is enough.
    var isCompact: Bool
    var members = FingerprintSet()
    /// The later views of the proposition whose fields are among these.
    var covered: [Int] = []
  }

  /// What became of a tuple.
  enum Turn: Sendable {
    /// It began to hold, or ceased to.
    case rises, falls
    /// It was let go of: nothing that depends on it can change any more.
    case retires
  }

  /// A tuple that began or ceased to hold, or was let go of.
  struct Change: Sendable {
    let view: Int
    let tuple: FactValues
    let turn: Turn
    /// The slot that it belongs to; 0 for none.
    let slot: UInt64
  }

  /// What there is to tell of.
  public let schema: FactSchema
  var views: [View]
  /// The views of each proposition, those with more fields first.
  private let viewsOf: [[Int]]
  /// What has changed since it was looked at last.
  private var changes: [Change] = []
  /// Whether something was let go of since then.
  private var hasRetired = false
  /// The values of the parameters; nil for those not set.
  var parameters: [UInt64?]
  /// Whether a parameter has changed since it was looked at last.
  private var hasNewParameter = false
  /// Propositions of which something was told that belongs to a slot that was let go of.
  private(set) var late: [(proposition: Int, slot: UInt64, step: UInt64)] = []
  private var pulses: [(view: Int, tuple: FactValues)] = []
  /// The slots below this one were let go of.
  private(set) var horizon: UInt64 = 0
  private var isSkipped: [Bool]
  /// The last rows that were taken back, with the steps that did.
  private(set) var revocations: [(view: Int, tuple: FactValues, step: UInt64)] = []
  private var names = LookupTable<UInt64, String>()
  private var origin = Origin(step: 0, node: 0)

  init(_ schema: FactSchema, views: [View]) {
    self.schema = schema
    self.views = views
    isSkipped = Array(repeating: false, count: views.count)
    parameters = schema.parameters.map { _ in nil }
    viewsOf = schema.propositions.indices.map { number in
      views.indices.filter { views[$0].proposition == number }
        .sorted { (views[$1].fields.count, $0) < (views[$0].fields.count, $1) }
    }
    for list in viewsOf {
      for (place, view) in list.enumerated() {
        self.views[view].covered = list[(place + 1)...].filter { other in
          views[other].fields.allSatisfy(views[view].fields.contains)
        }
      }
    }
  }

  /// Whether some formula speaks of a proposition: what nobody asks for need not be told.
  public func isAsked(_ proposition: Int) -> Bool { !viewsOf[proposition].isEmpty }

  /// The bytes that it holds.
  var memory: MonitorMemory {
    views.reduce(into: MonitorMemory()) { sum, view in
      let bytes = view.table.bytes
      sum.window += bytes.window
      sum.history += bytes.history + view.members.bytes
    }
  }

  // MARK: Changes

  /// Whether something has changed since it was looked at last.
  var isDirty: Bool { !changes.isEmpty || hasNewParameter }

  /// What has changed since it was asked last: first what was let go of, which is no longer looked at, whatever else
  /// became of it.
  mutating func takeChanges() -> [Change] {
    var taken: [Change] = []
    swap(&taken, &changes)
    if hasRetired {
      taken = taken.filter { $0.turn == .retires } + taken.filter { $0.turn != .retires }
      hasRetired = false
    }
    return taken
  }

  /// Takes the memory of changes that were looked at, for the next ones.
  mutating func reuse(_ taken: consuming [Change]) {
    if !changes.isEmpty { return }
    taken.removeAll(keepingCapacity: true)
    changes = taken
  }

  /// Whether a parameter was set since it was asked last.
  mutating func takeNewParameter() -> Bool {
    defer { hasNewParameter = false }
    return hasNewParameter
  }

  // MARK: Telling

  mutating func begin(_ moment: Moment) {
    origin = Origin(step: moment.step, node: moment.node)
  }

  /// The value that stands for a text.
  public mutating func name(_ text: String) -> UInt64 {
    var copy = text
    // The bytes are read before the closure ends.
    let value = copy.withUTF8 { unsafe Fingerprint.hash64(UnsafeRawBufferPointer($0)) }
    if names[value] == nil { names.insert(value, text) }
    return value
  }

  /// The value as people read it.
  func text(_ value: UInt64, _ kind: ValueKind) -> String {
    kind == .name ? names[value] ?? kind.text(value) : kind.text(value)
  }

  /// Sets a parameter.
  public mutating func set(parameter: Int, to value: UInt64) {
    if parameters[parameter] == value { return }
    parameters[parameter] = value
    hasNewParameter = true
  }

  /// Tells that a proposition holds of some values.
  ///
  /// - Precondition: They are as many as its fields.
  public mutating func tell(_ proposition: Int, _ values: FactValues) {
    let list = viewsOf[proposition]
    if list.isEmpty { return }
    let declaration = schema.propositions[proposition]
    precondition(values.count == declaration.fields.count)
    let slot = declaration.slotField.map { values[$0] }
    if let slot, slot < horizon { return miss(proposition, slot: slot) }
    for view in list { isSkipped[view] = false }
    for view in list where !isSkipped[view] {
      let tuple = values.picked(views[view].fields)
      let isNew: Bool
      if views[view].isCompact {
        isNew = views[view].members.insert(tuple.hash)
      } else {
        isNew = views[view].table.insert(tuple, slot: slot, origin)
        // Of fewer places it is to be kept as long, too.
        if !isNew, let slot, views[view].table.keep(tuple, until: slot) { continue }
      }
      if isNew {
        changes.append(
          Change(view: view, tuple: tuple, turn: .rises, slot: slot ?? 0))
        if declaration.lasting == .pulsed { pulses.append((view, tuple)) }
      } else if declaration.lasting != .revocable || views[view].fields.count == values.count {
        // What holds of more places holds of fewer; told twice, it was told once.
        for other in views[view].covered { isSkipped[other] = true }
      }
    }
  }

  /// Takes back that a revocable proposition holds of some values.
  ///
  /// - Precondition: They are as many as its fields.
  public mutating func revoke(_ proposition: Int, _ values: FactValues) {
    remove(proposition, values, .falls)
  }

  /// Lets go of what a revocable proposition says of some values: it will neither be taken back nor asked for, and
  /// what was judged by it stays so.
  ///
  /// - Precondition: They are as many as its fields.
  public mutating func release(_ proposition: Int, _ values: FactValues) {
    remove(proposition, values, .retires)
  }

  private mutating func remove(_ proposition: Int, _ values: FactValues, _ turn: Turn) {
    let list = viewsOf[proposition]
    precondition(schema.propositions[proposition].lasting == .revocable)
    guard let widest = list.first, views[widest].table.first(0, values) >= 0 else { return }
    for view in list {
      let tuple = values.picked(views[view].fields)
      guard views[view].table.remove(tuple, all: view == widest) else { continue }
      changes.append(Change(view: view, tuple: tuple, turn: turn, slot: 0))
      if turn == .retires {
        hasRetired = true
      } else {
        if revocations.count == Self.mostRevocations { revocations.removeFirst() }
        revocations.append((view, tuple, origin.step))
      }
    }
  }

  /// So many revocations are named.
  private static let mostRevocations = 256

  /// Leaves undecided what speaks of a proposition, since something that cannot be compared any more was to be told of
  /// it.
  public mutating func miss(_ proposition: Int, slot: UInt64) {
    if isAsked(proposition), !late.contains(where: { $0.proposition == proposition }) {
      late.append((proposition, slot, origin.step))
    }
  }

  /// Whether something was told that holds for its step only.
  var hasPulses: Bool { !pulses.isEmpty }

  /// Ends the pulses of the last step.
  mutating func endPulses() {
    for (view, tuple) in pulses where views[view].table.remove(tuple, all: true) {
      changes.append(Change(view: view, tuple: tuple, turn: .falls, slot: 0))
    }
    pulses.removeAll(keepingCapacity: true)
  }

  /// Lets go of what belongs to slots up to one: no correct node will speak of them again.
  public mutating func forget(upTo slot: UInt64) {
    guard slot >= horizon, slot < .max else { return }
    horizon = slot + 1
    for view in views.indices where schema.propositions[views[view].proposition].slotField != nil {
      views[view].table.forget(upTo: slot)
    }
  }
}
