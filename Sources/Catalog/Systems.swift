public import Scenarios

/// The systems that ship with this package: the one list of them.
///
/// A new one costs a line here, besides its folder, its tests and a scenario.
public enum Systems {
  /// All systems, in the order in which `list` shows them.
  public static let all: [SystemEntry] = [.nocturne, .threePhase]

  /// The schemas of some systems, for the reading of scenario files.
  public static func schemas(_ entries: [SystemEntry]) -> [SystemSchema] { entries.map(\.schema) }
}
