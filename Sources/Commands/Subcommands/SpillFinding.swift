public import Diagnostics

/// What can be wrong with a check that goes on on disk.
public enum SpillFinding: String, FindingCode {
  /// The search is of a kind that keeps all in memory.
  case notSpilled = "not-spilled"
  /// Another process uses the folder.
  case takenSpill = "taken-spill-folder"
  /// Something could not be written, read or removed.
  case unwrittenSpill = "unwritten-spill"
  /// Something is not as it was written.
  case damagedSpill = "damaged-spill"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .notSpilled:
      Explanation(
        "The search is of a kind that keeps all in memory",
        """
        '--spill' helps searches breadth first, whole or with '--reduce symmetry'. Walks, searches depth first, \
        '--reduce por' and the graph on which formulas with time are decided have to fit into memory.
        """, example: "nocturne check philosophers --search dfs --spill /tmp/spill")
    case .takenSpill:
      Explanation(
        "Another process uses the folder of '--spill'",
        "Each check needs a folder of its own. What a killed one has left is removed by the next one that is given it.",
        example: "nocturne check two-phase-commit --spill /tmp/spill")
    case .unwrittenSpill:
      Explanation(
        "What memory has no room for could not be put on disk",
        """
        The disk may be full, or the folder gone. The search ends there, and what it has put on disk is removed. Each \
        state takes 16 bytes on disk, and while it waits to be expanded those of its words too.
        """,
        example:
          "nocturne check two-phase-commit --bounds managers=9 --memory '64 MiB' --spill /full/spill"
      )
    case .damagedSpill:
      Explanation(
        "What was put on disk is not as it was written",
        "Each file has a checksum in memory. Somebody else has changed one, or the disk is not sound.",
        example: "nocturne check two-phase-commit --spill /tmp/spill")
    }
  }
}
