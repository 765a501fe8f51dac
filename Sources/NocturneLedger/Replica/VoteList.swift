import Cryptography
import Determinism

/// A replica's vote for a digest.
struct Vote: Hashable, Canonical {
  var replica: UInt16
  /// The view of the vote; 0 for anchors, which have none.
  var view: UInt32
  var digest: Digest
  var signature: Signature

  init(replica: UInt16, view: UInt32 = 0, digest: Digest, signature: Signature) {
    self.replica = replica
    self.view = view
    self.digest = digest
    self.signature = signature
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(replica)
    writer.put(view)
    writer.encode(digest)
    writer.encode(signature)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    replica = try reader.take()
    view = try reader.take()
    digest = try reader.decode()
    signature = try reader.decode()
  }
}

/// The first vote of every replica in the highest view in which it has voted, ascending by replica.
struct VoteList: Hashable, Canonical {
  private(set) var votes: [Vote] = []

  init() {}

  /// Whether the replica has voted in the view or in a later one.
  func contains(_ replica: UInt16, view: UInt32 = 0) -> Bool {
    votes.contains { $0.replica == replica && $0.view >= view }
  }

  /// Adds a vote, unless its replica has voted in its view or in a later one.
  mutating func add(_ vote: Vote) {
    let position = votes.prefixCount { $0.replica < vote.replica }
    if position < votes.count, votes[position].replica == vote.replica {
      if votes[position].view < vote.view { votes[position] = vote }
    } else {
      votes.insert(vote, at: position)
    }
  }

  /// The number of votes for a digest in a view; of all votes in it for no digest.
  func count(for digest: Digest?, in view: UInt32 = 0) -> Int {
    votes.count { $0.view == view && (digest == nil || $0.digest == digest) }
  }

  /// The votes for a digest in a view.
  func endorsements(of digest: Digest, in view: UInt32 = 0) -> [Endorsement] {
    votes.filter { $0.digest == digest && $0.view == view }
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
