import Cryptography
import Determinism
import Machine

/// A batch that the replica holds, whatever became of it.
struct KnownBatch: Canonical {
  let digest: Digest
  let batch: Batch

  init(digest: Digest, batch: Batch) {
    self.digest = digest
    self.batch = batch
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(digest)
    writer.encode(batch)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    digest = try reader.decode()
    batch = try reader.decode()
  }
}

/// What a quorum's COMMITs of one view decided.
struct Decision: Canonical {
  let known: KnownBatch
  /// The hashes of the batch's commands.
  let hashes: [Digest]
  let certificate: CommitCertificate

  init(known: KnownBatch, hashes: [Digest], certificate: CommitCertificate) {
    self.known = known
    self.hashes = hashes
    self.certificate = certificate
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(known)
    writer.encode(hashes)
    writer.encode(certificate)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    known = try reader.decode()
    hashes = try reader.decode()
    certificate = try reader.decode()
  }
}

/// What a replica knows of a slot of its window.
struct SlotState: Canonical {
  /// How far its own votes in its view have come; each stage follows the one before.
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
  /// What the view's primary proposed; accepted from that stage on.
  var proposal: Proposal?
  /// The hashes of the proposal's commands, once they are known to ascend.
  var hashes: [Digest] = []
  /// What the view's NEWVIEW proposes again.
  var renewed: Signed<Proposal.Body>?
  /// What the primary of the view that is to begin has proposed already.
  var early: Proposal?
  var prepares = VoteList()
  var commits = VoteList()
  var anchors = VoteList()
  /// The certificate of the highest view in which the replica is prepared.
  var prepared: PreparedCertificate?
  /// Batches of earlier views: the one prepared, and the last one accepted.
  var batches: [KnownBatch] = []
  /// Why the slot is decided, if it is.
  var decision: Decision?
  /// The first write of a vote for the slot in this life of the replica.
  var firstWrite: Ticket?
  /// Whether votes of an earlier life are among them.
  var isRestored = false

  init(slot: UInt64) { self.slot = slot }

  /// The batch of a digest, if the replica holds it.
  func batch(of digest: Digest) -> KnownBatch? {
    if let proposal, proposal.body.batch == digest {
      return KnownBatch(digest: digest, batch: proposal.batch)
    }
    if let decision, decision.known.digest == digest { return decision.known }
    return batches.first { $0.digest == digest }
  }

  /// Forgets what belongs to the view alone. Votes stay: they may be of later views, and COMMITs of
  /// earlier ones still decide.
  mutating func leaveView() {
    let wanted = [prepared?.body.batch, proposal?.body.batch]
    var kept: [KnownBatch] = []
    for digest in wanted {
      guard let digest, !kept.contains(where: { $0.digest == digest }) else { continue }
      if let known = batch(of: digest) { kept.append(known) }
    }
    batches = kept
    (stage, proposal, hashes, renewed, early) = (.open, nil, [], nil, nil)
  }

  /// A view and a digest for which a quorum committed.
  func committed(by quorum: Int) -> Vote? {
    commits.votes.first { commits.count(for: $0.digest, in: $0.view) >= quorum }
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(slot)
    writer.encode(stage)
    writer.encode(proposal)
    writer.encode(hashes)
    writer.encode(renewed)
    writer.encode(early)
    writer.encode(prepares)
    writer.encode(commits)
    writer.encode(anchors)
    writer.encode(prepared)
    writer.encode(batches)
    writer.encode(decision)
    writer.encode(firstWrite)
    writer.encode(isRestored)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    slot = try reader.take()
    stage = try reader.decode()
    proposal = try reader.decode()
    hashes = try reader.decode()
    renewed = try reader.decode()
    early = try reader.decode()
    prepares = try reader.decode()
    commits = try reader.decode()
    anchors = try reader.decode()
    prepared = try reader.decode()
    batches = try reader.decode()
    decision = try reader.decode()
    firstWrite = try reader.decode()
    isRestored = try reader.decode()
  }
}
