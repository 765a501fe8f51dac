/// One event of a run, in the words of reports and trace files.
public struct TraceEntry: Equatable, Sendable {
  /// The event's number, counted from 1.
  public var step: UInt64
  /// Virtual time in microseconds.
  public var microseconds: UInt64
  /// What kind of event: `deliver`, `timer`, `stored`, `client`, `start`, `crash`, ….
  public var action: String
  /// The node that it happened to.
  public var node: String
  /// The other end of a delivery.
  public var from: String?
  /// The message type, the timer or the store.
  public var label: String
  /// The view that it belongs to.
  public var view: UInt32
  /// The slot that it belongs to.
  public var slot: UInt64
  /// The length of the payload's canonical bytes.
  public var length: UInt32
  /// A fingerprint of the payload's canonical bytes.
  public var payload: UInt64
  /// The behaviours by which a liar has forged, or held up, the message; nil for a true one.
  public var forged: String?
  /// The facts that the step let the properties know, in words.
  public var facts: [String] = []
  /// What the step changed in the node's state, where that was asked for.
  public var changes: [StateChange] = []
  /// What it needed to happen, where that was asked for.
  public var causes: CausalHistory.Causes?
  /// Whether it is the arrival of a message of a node that may lie.
  public var isLiars = false

  /// An event.
  public init(
    step: UInt64, microseconds: UInt64, action: String, node: String, from: String?, label: String,
    view: UInt32, slot: UInt64, length: UInt32, payload: UInt64
  ) {
    self.step = step
    self.microseconds = microseconds
    self.action = action
    self.node = node
    self.from = from
    self.label = label
    self.view = view
    self.slot = slot
    self.length = length
    self.payload = payload
  }
}
