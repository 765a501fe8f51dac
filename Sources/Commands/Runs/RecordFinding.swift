public import Diagnostics

/// What can be wrong with a folder of results that is replayed.
public enum RecordFinding: String, FindingCode {
  /// A folder of results does not tell its command.
  case unreadableRecord = "unreadable-record"
  /// A replay is another run than the one in the folder of results.
  case otherResult = "other-result"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .unreadableRecord:
      Explanation(
        "The folder of results does not tell its command",
        "The first line of run.txt is the command that made the results; 'replay' repeats it.",
        example: "nocturne replay results/noc-happy-160/repaired/default/1 --trace text")
    case .otherResult:
      Explanation(
        "A replay is another run than the one that the folder of results holds",
        """
        result.json holds the digests of the scenario and of its runs. A scenario that was edited \
        has another digest; the same scenario runs otherwise only in another build.
        """, example: "nocturne replay results/noc-happy-160/repaired/default/1")
    }
  }
}
