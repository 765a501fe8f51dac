public import ModelChecking
import TemporalLogic

/// How the intents of MTOR FLATNET spread from neighbour to neighbour.
///
/// Claims MTR-012 to MTR-014 and MTR-023; flaws FM-04 and FM-08.
///
/// - Source: The MTOR FLATNET paper, algorithm 3.1; the module `MtorGossip`.
@frozen
public struct MtorGossip: CompiledModel {
  /// What a node does with an intent.
  public enum Variant: String, CaseIterable, Sendable {
    /// It appends it to its log, sends it to every neighbour whose log lacks it, and updates its state in a last step;
    /// nobody checks a signature.
    case published
    /// It ignores what it has, and what is forged; log and state change in one step, and it asks for what it lacks.
    case repaired
  }

  /// Who is whose neighbour.
  public enum Links: Sendable {
    /// Everybody everybody's, or each the next one's.
    case full, line
  }

  /// How many nodes and intents there are, and what may go wrong.
  public struct Size: Hashable, Sendable {
    /// How many nodes there are, from 2 to 4.
    public var nodes = 3
    /// Who is whose neighbour.
    public var links = Links.full
    /// How many intents are issued, 1 or 2: the first one by the first node, the other one by the second.
    public var intents = 2
    /// How many intents are sent that nobody issued, 1 at most.
    public var forged = 0
    /// How many messages are lost, at most 3.
    public var losses = 0
    /// How often a node crashes, at most 3.
    public var crashes = 0

    /// Three neighbours with two intents, and nothing that goes wrong.
    public init() {}
  }

  /// How large it is.
  public let size: Size
  /// What a node does with an intent.
  public let variant: Variant
  /// What is owed to each node.
  public let fairness: [ActionFairness]
  /// Of each node the neighbours, in four bits.
  @usableFromInline let neighbours: UInt32

  /// Some nodes.
  ///
  /// - Parameters:
  ///   - size: How many, and what may go wrong.
  ///   - variant: What a node does with an intent.
  public init(_ size: Size, variant: Variant) {
    precondition(
      (2...4).contains(size.nodes) && (1...2).contains(size.intents)
        && (0...1).contains(size.forged) && (0...3).contains(size.losses)
        && (0...3).contains(size.crashes), "\(size)")
    (self.size, self.variant) = (size, variant)
    neighbours = (0..<size.nodes).reduce(0) { masks, node in
      let others = (0..<size.nodes).filter {
        size.links == .full ? $0 != node : abs($0 - node) == 1
      }
      return masks | others.reduce(0) { $0 | 1 << UInt32(4 * node + $1) }
    }
    let first = size.intents + size.forged
    fairness = (0..<size.nodes).flatMap { node in
      [("Recv", 0), ("Update", 1), ("Pull", 2), ("Restart", 4)].map { name, kind in
        ActionFairness(
          .weak("WF \(name)(\(Self.names[node]))"), actions: [first + 5 * node + kind])
      }
    }
  }

  // Words 0 and 1 have 16 bits for each node: of each intent how often it is in the log (2 bits each), and how often it
  // was applied (2 bits each, from bit 6), the number of the one that is yet to apply (2 bits, from bit 12), and whether
  // the node is up (bit 14). No count exceeds 3: who has an intent is sent no more of it, and is on the receiving end of
  // three links at most. Words 2 and 3 have 16 bits for the messages of each intent, by addressee and sender; from bit
  // 16 on word 3 has which intents were issued, and the losses and crashes that are left (2 bits each).
  /// Four words.
  @inlinable public var width: Int { 4 }
  /// What is issued and forged, then what each node does, then a loss.
  public var actions: [String] {
    (1...size.intents).map { "Submit(i\($0))" } + (0..<size.forged).map { _ in "Inject(x)" }
      + (0..<size.nodes).flatMap { node in
        ["Recv", "Update", "Pull", "Crash", "Restart"].map { "\($0)(\(Self.names[node]))" }
      } + ["Drop"]
  }
  /// The formulas without time, whether stores are equal, and which intents are issued and delivered.
  public var propositions: [String] {
    [
      "exactlyOnce", "applied", "noForge", "equal", "allEverywhere", "duplicateAtReceiver",
      "lostAndDelivered",
    ] + (1...size.intents).map { "issued\($0)" } + (1...size.intents).map { "delivered\($0)" }
  }
  /// In the end there is nothing left to send.
  public var mayEnd: Bool { true }

  static let names = ["a", "b", "c", "d"]

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "ExactlyOnce", .always, "exactlyOnce",
        about: "an intent is at most once in a log, and applied at most once",
        tla: "MtorGossip!ExactlyOnce"),
      ModelProperty(
        "Applied", .always, "applied",
        about: "what a node is not working on is applied as often as it is in its log",
        tla: "MtorGossip!Applied"),
      ModelProperty(
        "NoForge", .always, "noForge", about: "nothing is in a store that was not issued",
        tla: "MtorGossip!NoForge"),
      ModelProperty(
        "SetConvergence", .temporal, "F G equal", about: "the stores are equal in the end",
        tla: "MtorGossip!SetConvergence"),
      ModelProperty(
        "Delivery", .temporal,
        (1...size.intents).map { "G (issued\($0) -> F delivered\($0))" }.joined(separator: " & "),
        about: "what is issued reaches every node", tla: "MtorGossip!Delivery"),
      ModelProperty(
        "AllEverywhere", .sometimes, "allEverywhere",
        about: "all nodes can have all intents, and nothing be on its way",
        tla: "MtorGossip!NeverAllEverywhere"),
      ModelProperty(
        "DuplicateAtReceiver", .sometimes, "duplicateAtReceiver",
        about: "an intent can be on its way to a node that has it",
        tla: "MtorGossip!NeverDuplicateAtReceiver"),
      ModelProperty(
        "LostAndDelivered", .sometimes, "lostAndDelivered",
        about: "all can be delivered in spite of all losses and crashes",
        tla: "MtorGossip!NeverLostAndDelivered"),
    ]
  }

  /// Nothing was issued, and all are up.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    var row: [UInt32] = [0, 0, 0, UInt32(size.losses) << 18 | UInt32(size.crashes) << 20]
    for node in 0..<size.nodes { row[node >> 1] |= 0x4000 << UInt32(16 * (node & 1)) }
    buffer.emit(0, row)
  }

  // MARK: Parts of a row

  @inlinable
  @inline(__always)
  func node(_ row: Span<UInt32>, _ node: Int) -> UInt32 {
    row[node >> 1] >> UInt32(16 * (node & 1)) & 0xFFFF
  }

  /// The messages of an intent: four bits for each addressee, one of them for each sender.
  @inlinable
  @inline(__always)
  func messages(_ row: Span<UInt32>, _ intent: Int) -> UInt32 {
    row[2 + intent >> 1] >> UInt32(16 * (intent & 1)) & 0xFFFF
  }

  @inlinable
  @inline(__always)
  func change(
    _ row: inout MutableSpan<UInt32>, _ intent: Int, removing old: UInt32, adding new: UInt32
  ) {
    let (word, shift) = (2 + intent >> 1, UInt32(16 * (intent & 1)))
    row[word] = row[word] & ~(old << shift) | new << shift
  }

  @inlinable
  @inline(__always)
  func hasLogged(_ node: UInt32, _ intent: Int) -> Bool { node >> UInt32(2 * intent) & 3 != 0 }
}
