/// The clients and what they ask for.
public struct Clients: Hashable, Sendable {
  /// How many.
  public internal(set) var count: Int
  /// How many commands one client can have open, each on a lane of its own.
  public internal(set) var lanes: Int
  /// The size of a command's payload in bytes.
  public internal(set) var payloadBytes: Int
  /// When they ask.
  public internal(set) var load: Load
}
