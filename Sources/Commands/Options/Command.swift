/// The words that may follow `nocturne`; each has a ``Subcommand``.
///
/// Adding one: a case here, its line in ``subcommand``, and a file with the ``Subcommand``.
public enum Command: String, CaseIterable, Sendable {
  case run, replay, check, spec, ltl, audit, report, results, claims, shrink, hunt, zoo
  case list, new, explain, bench, completion, help, version

  /// What the word does.
  public var subcommand: Subcommand {
    switch self {
    case .completion: .completion
    case .explain: .explain
    case .help: .help
    case .new: .new
    case .version: .version
    case .run: .run
    case .replay: .replay
    case .list: .list
    case .bench: .bench
    case .shrink: .shrink
    case .ltl: .logic
    case .check: .check
    case .spec, .audit, .report, .results, .claims, .hunt, .zoo:
      .unavailable
    }
  }

  /// The commands that this version can do, in the order of the overall help.
  public static var available: [Command] { allCases.filter { $0.subcommand.action != nil } }
}
