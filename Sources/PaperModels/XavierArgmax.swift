public import ModelChecking
import TemporalLogic

/// Choosing the state of greatest utility, and by the smallest hash among equals.
///
/// As published, a replica decides at once on what it makes of the candidates that it has seen. Repaired, only certified
/// candidates with a number count, and a replica votes for what it has made of them, once; it decides on enough votes.
///
/// The twin of the module `XavierArgmax`; claims NOC-003, NOC-044, NOC-045, NOC-069 and NOC-072, flaws FN-04 and FN-05.
///
/// - Source: The Nocturne paper, the listing of operator Xavier, invariants S5 and I3.
public struct XavierArgmax: CompiledModel {
  /// Which listing it is.
  public enum Variant: String, CaseIterable, Sendable {
    /// As published, as repaired, and the repaired one without a rule for ties.
    case published, repaired, noTieBreak
  }

  /// Who proposes what.
  public struct Proposals: Hashable, Sendable {
    /// The hashes of all candidates, from 1 to 3, in ascending order.
    public var candidates = [1, 2, 3]
    /// The candidates that a liar has made up; their utility is 1 or infinite.
    public var forged: [Int] = []
    /// How many utilities the others may have, of 1, 0, and what is no number.
    public var utilities = 2
    /// How many replicas lie: they vote for everything.
    public var liars = 0

    /// Three candidates of honest replicas.
    public init() {}
  }

  /// How many correct replicas there are.
  static let replicas = 3

  /// Which listing it is.
  public let variant: Variant
  /// Who proposes what.
  public let proposals: Proposals
  /// How many votes decide.
  public let votesNeeded: Int
  /// Of each word of utilities, whether the published formula lets some result pass of all sets.
  private(set) var satisfiable: UInt64 = 0
  /// What replicas go on with if they can.
  public let fairness: [ActionFairness]

  /// Three correct replicas.
  ///
  /// - Parameters:
  ///   - variant: Which listing it is.
  ///   - proposals: Who proposes what.
  ///   - votesNeeded: How many votes decide.
  ///   - isFair: Whether a replica that can decide does so in the end.
  public init(
    variant: Variant, proposals: Proposals, votesNeeded: Int = 3, isFair: Bool = true
  ) {
    let candidates = proposals.candidates
    precondition(candidates.allSatisfy { (1...3).contains($0) }, "\(candidates)")
    precondition(proposals.forged.allSatisfy(candidates.contains), "\(proposals.forged)")
    precondition((1...3).contains(proposals.utilities), "\(proposals.utilities) utilities")
    (self.variant, self.proposals, self.votesNeeded) = (variant, proposals, votesNeeded)
    fairness =
      isFair
      ? (0..<Self.replicas).map {
        ActionFairness(.weak("WF Decide r\($0 + 1)"), actions: [4 * $0 + Act.decide])
      } : []
    for utilities in 0..<UInt32(64) where isPublishedSatisfiable(utilities) {
      satisfiable |= 1 << UInt64(utilities)
    }
  }

  enum Act {
    static let names = ["Receive", "ByzPropose", "Resolve", "Decide"]
    /// A replica's actions stand together.
    static let (receive, byzPropose, resolve, decide) = (0, 1, 2, 3)
  }

  /// What the utility function says of a candidate; in the order of numbers.
  enum Utility {
    static let names = ["0", "1", "Inf", "NaN"]
    static let (zero, one, infinite, notANumber): (UInt32, UInt32, UInt32, UInt32) = (0, 1, 2, 3)
  }

  /// Where everything stands: a word for the utilities, and one for each replica.
  ///
  /// Sets have a bit for each candidate, whose hash is one more than the bit's place. A result or a decision is a hash, or
  /// one of the others below.
  enum At {
    static let utility = Field(0, from: 0, bits: 2)
    static let seen = Field(0, from: 0, bits: 3)
    static let isResolved = Field(0, from: 3, bits: 1)
    static let from = Field(0, from: 4, bits: 3)
    static let result = Field(0, from: 7, bits: 3)
    static let decision = Field(0, from: 10, bits: 3)
  }

  static let noCandidate: UInt32 = 0
  static let panic: UInt32 = 7

  /// A word for the utilities, and one for each replica.
  public var width: Int { 1 + Self.replicas }
  /// Those of the module, of each replica.
  public var actions: [String] {
    (1...Self.replicas).flatMap { replica in Act.names.map { "\($0) r\(replica)" } }
  }
  /// Every state may be the last one.
  public var mayEnd: Bool { true }
  /// Replicas are interchangeable.
  public var hasSymmetry: Bool { true }

  /// Nobody has seen anything, whatever the utilities are.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    var words: [UInt32] = [0]
    for candidate in proposals.candidates {
      let utilities =
        proposals.forged.contains(candidate)
        ? [Utility.one, Utility.infinite]
        : Array([Utility.one, Utility.zero, Utility.notANumber].prefix(proposals.utilities))
      let place = UInt32(2 * (candidate - 1))
      words = words.flatMap { word in utilities.map { word | $0 &<< place } }
    }
    let others = [UInt32](repeating: 0, count: Self.replicas)
    for word in words { buffer.emit(0, [word] + others) }
  }

  /// What each replica can do.
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for replica in 0..<Self.replicas {
      let (word, action) = (row[1 + replica], 4 * replica)
      if At.isResolved.read(word) == 0 {
        let seen = At.seen.read(word)
        for candidate in proposals.candidates where !seen.hasCandidate(candidate) {
          let isForged = proposals.forged.contains(candidate)
          buffer.emit(action + (isForged ? Act.byzPropose : Act.receive), copying: row) {
            At.seen.write(seen | 1 &<< UInt32(candidate - 1), into: &$0[1 + replica])
          }
        }
        for result in results(seen, row[0]) where result != Self.noCandidate {
          buffer.emit(action + Act.resolve, copying: row) {
            At.isResolved.write(1, into: &$0[1 + replica])
            At.from.write(seen, into: &$0[1 + replica])
            At.result.write(result, into: &$0[1 + replica])
            if variant == .published { At.decision.write(result, into: &$0[1 + replica]) }
          }
        }
      }
      if variant != .published, At.decision.read(word) == Self.noCandidate {
        for candidate in proposals.candidates where votes(candidate, row) >= votesNeeded {
          buffer.emit(action + Act.decide, copying: row) {
            At.decision.write(UInt32(candidate), into: &$0[1 + replica])
          }
        }
      }
    }
  }

  func votes(_ candidate: Int, _ row: Span<UInt32>) -> Int {
    proposals.liars + (1...Self.replicas).count { At.result.read(row[$0]) == candidate }
  }

  /// Puts the replicas in the order of what they have seen and made of it.
  public func canonicalise(_ row: inout MutableSpan<UInt32>) {
    for last in stride(from: Self.replicas, to: 1, by: -1) {
      for place in 1..<last where row[place] > row[place + 1] { row.swapAt(place, place + 1) }
    }
  }
}
