/// What happens to a node or to the network by plan; the raw value is the event's label.
///
/// An entry in the queue tells it as its sender; its slot is a seat, or a position in the plan.
enum FaultAction: UInt8 {
  /// A seat boots.
  case start
  /// A crash of the plan.
  case crash
  /// A pause of the plan.
  case pause
  /// A seat goes on after a pause.
  case resume
  /// A partition of the plan closes its links.
  case cut
  /// A partition of the plan opens its links.
  case heal
  /// A seat boots again; the event is a start.
  case restart
  /// The core of the second phase heals.
  case healCore

  /// The word for it in traces.
  var word: String {
    switch self {
    case .start: "start"
    case .crash: "crash"
    case .pause: "pause"
    case .resume: "resume"
    case .cut: "cut"
    case .heal: "heal"
    case .restart: "restart"
    case .healCore: "heal core"
    }
  }
}
