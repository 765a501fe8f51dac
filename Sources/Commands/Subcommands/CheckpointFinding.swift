public import Diagnostics

/// What can be wrong with a checkpoint of a check.
public enum CheckpointFinding: String, FindingCode {
  /// The search is of a kind that is not saved.
  case notCheckpointed = "not-checkpointed"
  /// There is no checkpoint in the folder.
  case noCheckpoint = "no-checkpoint"
  /// A checkpoint is not as it was written.
  case damagedCheckpoint = "damaged-checkpoint"
  /// A checkpoint is of another search.
  case otherCheckpoint = "other-checkpoint"
  /// A checkpoint could not be written.
  case unwrittenCheckpoint = "unwritten-checkpoint"

  /// What `nocturne explain` says about it.
  public var explanation: Explanation {
    switch self {
    case .notCheckpointed:
      Explanation(
        "The search is of a kind that is not saved",
        """
        Searches of states, breadth first, are saved. Walks and searches depth first are not, nor is the graph \
        on which formulas with time are decided: it is made anew once the search of states is over.
        """, example: "nocturne check philosophers --search dfs --checkpoint saved")
    case .noCheckpoint:
      Explanation(
        "There is no checkpoint in the folder",
        """
        '--checkpoint DIR' begins a search and saves it there, the first time after '--checkpoint-every'; \
        '--resume DIR' goes on with it.
        """, example: "nocturne check two-phase-commit --resume saved")
    case .damagedCheckpoint:
      Explanation(
        "A checkpoint is not as it was written",
        "Each of its files has a checksum; one that was cut off or changed is not gone on with. Begin anew.",
        example: "nocturne check two-phase-commit --resume saved")
    case .otherCheckpoint:
      Explanation(
        "A checkpoint is of another search",
        """
        The version, the model, its variant and bounds, the scenario, the properties and the reductions must be \
        those that the search began with. Limits and the number of workers may be others.
        """, example: "nocturne check two-phase-commit --bounds managers=4 --resume saved")
    case .unwrittenCheckpoint:
      Explanation(
        "A checkpoint could not be written",
        """
        The search ends there, as it would otherwise be lost later. The checkpoint before it is whole, if there \
        was one: make room, and go on with '--resume'.
        """, example: "nocturne check two-phase-commit --checkpoint /full/saved")
    }
  }
}
