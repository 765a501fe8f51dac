import Cryptography
import Determinism

/// A replica's vote for a digest.
struct Vote: Hashable, Canonical {
  var replica: UInt16
  var digest: Digest
  var signature: Signature

  init(replica: UInt16, digest: Digest, signature: Signature) {
    self.replica = replica
    self.digest = digest
    self.signature = signature
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(replica)
    writer.encode(digest)
    writer.encode(signature)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    replica = try reader.take()
    digest = try reader.decode()
    signature = try reader.decode()
  }
}

/// The first vote of every replica, ascending by replica.
struct VoteList: Hashable, Canonical {
  private(set) var votes: [Vote] = []

  init() {}

  func contains(_ replica: UInt16) -> Bool { votes.contains { $0.replica == replica } }

  /// Adds a vote, unless its replica has voted.
  mutating func add(_ vote: Vote) {
    let position = votes.prefixCount { $0.replica < vote.replica }
    if position < votes.count, votes[position].replica == vote.replica { return }
    votes.insert(vote, at: position)
  }

  /// The number of votes for a digest.
  func count(for digest: Digest) -> Int { votes.count { $0.digest == digest } }

  /// The votes for a digest.
  func endorsements(of digest: Digest) -> [Endorsement] {
    votes.filter { $0.digest == digest }
      .map { Endorsement(replica: $0.replica, signature: $0.signature) }
  }

  func encode(into writer: inout CanonicalWriter) { writer.encode(votes) }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    votes = try reader.decode()
    guard zip(votes, votes.dropFirst()).allSatisfy({ $0.replica < $1.replica }) else {
      throw .notCanonical("votes out of order", at: start)
    }
  }
}

/// What a replica knows of a slot of its window.
struct SlotState: Canonical {
  /// How far its own votes have come; each stage follows the one before.
  enum Stage: UInt8, Canonical {
    /// It has voted for nothing.
    case open
    /// It accepted the proposal, and logs that.
    case accepted
    /// Its proposal or PREPARE left.
    case voted
    /// A quorum accepted the proposal, and it logs that.
    case prepared
    /// Its COMMIT left.
    case committed

    func encode(into writer: inout CanonicalWriter) { writer.put(rawValue) }
    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      self = try reader.takeCase()
    }
  }

  /// The slot; 0 for none.
  var slot: UInt64 = 0
  var stage = Stage.open
  /// What the primary proposed; accepted from that stage on.
  var proposal: Proposal?
  /// The hashes of the proposal's commands, once they are known to ascend.
  var hashes: [Digest] = []
  var prepares = VoteList()
  var commits = VoteList()
  var anchors = VoteList()
  /// Why the slot is decided, if it is.
  var certificate: CommitCertificate?

  init(slot: UInt64) { self.slot = slot }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(slot)
    writer.encode(stage)
    writer.encode(proposal)
    writer.encode(hashes)
    writer.encode(prepares)
    writer.encode(commits)
    writer.encode(anchors)
    writer.encode(certificate)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    slot = try reader.take()
    stage = try reader.decode()
    proposal = try reader.decode()
    hashes = try reader.decode()
    prepares = try reader.decode()
    commits = try reader.decode()
    anchors = try reader.decode()
    certificate = try reader.decode()
  }
}
