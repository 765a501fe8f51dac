/// The numbers that a replicated system starts from.
public struct ClusterSize: Hashable, Sendable {
  /// The number of replicas, n.
  public internal(set) var replicas: Int
  /// The number of liars that the system is built for, f.
  public internal(set) var faults: Int
  /// How many votes decide.
  public internal(set) var quorum: Int
  /// Whether sizes are allowed under which the system promises nothing.
  public internal(set) var isUnsafe: Bool

  /// ⌈(n + f + 1) / 2⌉: any two quorums meet in an honest replica.
  static func quorum(replicas: Int, faults: Int) -> Int { (replicas + faults) / 2 + 1 }
}
