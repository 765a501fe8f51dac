public import Cryptography
public import Determinism
public import Machine

/// The three-phase exchange: a leader's proposal, everyone's prepare, everyone's commit, slot after slot.
///
/// It is the message pattern of PBFT without view changes: the leader proposes the next slot when it
/// has decided the one before, or gives a slot up after a timeout. Every message carries a payload of
/// the same size, so that it serves as a yardstick for simulators.
///
/// - Source: Castro and Liskov, *Practical Byzantine Fault Tolerance* (OSDI 1999), §4.2.
public enum ThreePhase: System {
  /// What replicas send.
  public typealias Message = ThreePhaseMessage
  /// The one timer: the leader's.
  public typealias Timer = ThreePhaseTimer
  /// Nothing is stored.
  public typealias Record = Unused
  /// What a replica decides.
  public typealias Fact = ThreePhaseFact

  /// A slot is a request, decided at the leader.
  public static let stages = ["decided"]

  /// A proposal offers a slot; the leader's decision completes it.
  public static func milestone(of fact: Fact) -> Milestone? {
    switch fact {
    case .proposed(let slot): .started(request: slot)
    case .decided(let replica, let slot, _):
      replica == NodeID(0) ? .reached(request: slot, stage: 0, completes: true) : nil
    }
  }

  /// What a cluster is made of.
  public struct Configuration: Sendable {
    /// The number of replicas n.
    public var replicas: Int
    /// The number of votes that decide.
    public var quorum: Int
    /// Bytes that every message carries.
    public var payload: Int
    /// Whether messages are signed, and verified on receipt.
    public var isSigned: Bool
    /// Among how many payloads the leader chooses at each slot; a doubled leader tells them apart only
    /// when there are at least two.
    public var payloads = 1
    /// How many slots the leader proposes.
    public var slots: UInt64
    /// After what time the leader gives a slot up.
    public var timeout: Ticks

    /// A cluster of n replicas with quorums of ⌈(n + f + 1)/2⌉, where f = ⌊(n − 1)/3⌋: any two of them
    /// share more than f replicas.
    public init(
      replicas: Int, payload: Int = 500, isSigned: Bool = false, slots: UInt64 = .max,
      timeout: Ticks = .seconds(2)
    ) {
      self.replicas = replicas
      self.quorum = (replicas + (replicas - 1) / 3) / 2 + 1
      self.payload = payload
      self.isSigned = isSigned
      self.slots = slots
      self.timeout = timeout
    }
  }

  /// The cluster of a configuration, with keys of the run.
  public static func cluster(
    _ configuration: Configuration, _ cryptographer: Cryptographer
  ) -> Cluster<ThreePhaseReplica> {
    let keys = (0..<configuration.replicas).map {
      cryptographer.makeKey(role: "replica", index: UInt32($0))
    }
    let publicKeys = keys.map(cryptographer.publicKey)
    // One array, which all messages share.
    let payload = ThreePhaseReplica.payload(0, count: configuration.payload)
    return Cluster(
      keys.enumerated().map { index, key in
        .init(
          group: "replica", index: index,
          node: ThreePhaseReplica(
            id: NodeID(index), configuration: configuration, keys: publicKeys, payload: payload),
          key: key)
      })
  }
}

/// What the replicas of the three-phase exchange send.
@frozen
public struct ThreePhaseMessage: Labelled {
  /// The phases, in order.
  @frozen
  public enum Phase: UInt8, Canonical, CaseIterable, Sendable {
    /// The leader proposes.
    case prePrepare
    /// A replica has seen the proposal.
    case prepare
    /// A replica has seen a quorum of prepares.
    case commit
  }

  /// The names of the phases.
  public static let labels = ["PREPREPARE", "PREPARE", "COMMIT"]

  /// The phase.
  public var phase: Phase
  /// The slot.
  public var slot: UInt64
  /// The fingerprint of the payload that is proposed or voted for.
  public var digest: UInt64
  /// The payload that is proposed; in a vote, ballast of the same size.
  public var payload: [UInt8]
  /// The sender's signature; zero when the cluster does not sign.
  public var signature: Signature

  /// A message that is not signed yet.
  @inlinable
  public init(phase: Phase, slot: UInt64, digest: UInt64, payload: [UInt8]) {
    self.phase = phase
    self.slot = slot
    self.digest = digest
    self.payload = payload
    signature = .zero
  }

  /// The phase's position.
  @inlinable
  public var label: UInt8 { phase.rawValue }

  /// Appends all fields.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) {
    encodeBody(into: &writer)
    writer.encode(signature)
  }

  /// Appends all fields but the signature.
  @inlinable
  func encodeBody(into writer: inout CanonicalWriter) {
    writer.put(phase.rawValue)
    writer.put(slot)
    writer.put(digest)
    writer.put(bytes: payload)
  }

  /// Reads all fields.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    phase = try reader.decode()
    slot = try reader.take()
    digest = try reader.take()
    payload = try reader.takeBytes()
    signature = try reader.decode()
  }

  /// What the sender signs: everything else.
  @frozen
  public struct Body: Canonical {
    @usableFromInline
    var message: ThreePhaseMessage

    @inlinable
    init(_ message: ThreePhaseMessage) {
      self.message = message
      self.message.signature = .zero
    }

    /// Appends all fields but the signature.
    @inlinable
    public func encode(into writer: inout CanonicalWriter) { message.encodeBody(into: &writer) }

    /// Reads all fields but the signature.
    @inlinable
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      message = ThreePhaseMessage(
        phase: try reader.decode(), slot: try reader.take(), digest: try reader.take(),
        payload: try reader.takeBytes())
    }
  }
}

/// The leader's timer for a slot.
@frozen
public struct ThreePhaseTimer: Labelled {
  /// One name.
  public static let labels = ["slotOverdue"]

  /// The slot that it waits for.
  public var slot: UInt64

  /// The timer of a slot.
  @inlinable
  public init(slot: UInt64) { self.slot = slot }

  /// Always 0.
  @inlinable
  public var label: UInt8 { 0 }

  /// Appends the slot.
  @inlinable
  public func encode(into writer: inout CanonicalWriter) { writer.put(slot) }

  /// Reads the slot.
  @inlinable
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    slot = try reader.take()
  }
}

/// What the properties of the three-phase exchange speak of.
@frozen
public enum ThreePhaseFact: Labelled {
  /// The leader has proposed a slot.
  case proposed(slot: UInt64)
  /// A replica has decided a slot for a payload, told by its fingerprint.
  case decided(replica: NodeID, slot: UInt64, payload: UInt64)

  /// The names of the facts.
  public static let labels = ["proposed", "decided"]

  /// The fact's position.
  @inlinable
  public var label: UInt8 {
    switch self {
    case .proposed: 0
    case .decided: 1
    }
  }

  /// Appends the label and the fields.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(label)
    switch self {
    case .proposed(let slot): writer.put(slot)
    case .decided(let replica, let slot, let payload):
      writer.encode(replica)
      writer.put(slot)
      writer.put(payload)
    }
  }

  /// Reads a fact.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    switch try reader.take(UInt8.self) {
    case 0: self = .proposed(slot: try reader.take())
    case 1:
      self = .decided(
        replica: try reader.decode(), slot: try reader.take(), payload: try reader.take())
    case let label: throw .unknownTag(UInt64(label), at: reader.offset - 1)
    }
  }
}
