import Cryptography
import Determinism

/// A request that waits to be proposed.
struct QueuedRequest: Canonical {
  let hash: Digest
  let signed: SignedCommand

  init(hash: Digest, signed: SignedCommand) {
    self.hash = hash
    self.signed = signed
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(hash)
    writer.encode(signed)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    hash = try reader.decode()
    signed = try reader.decode()
  }
}

/// The primary's requests, first come first served, but one of each lane before a second of any.
struct RequestQueue: Canonical {
  /// The most requests that wait.
  static let limit = 1 << 16
  /// The most requests of one lane that wait or are proposed.
  static let laneLimit = 4

  /// What waits, behind `head` requests that were taken.
  private var waiting: [QueuedRequest] = []
  private var head = 0
  /// The requests of each lane that wait or are proposed and not judged. Lanes stay when they are
  /// empty: there are only so many, and taking one out would move the others.
  private var lanes = OrderedMap<LaneKey, [Digest]>()

  init() {}

  var count: Int { waiting.count - head }
  var isEmpty: Bool { head == waiting.count }

  /// Whether the request waits or is proposed already.
  func contains(_ hash: Digest, of lane: LaneKey) -> Bool { lanes[lane]?.contains(hash) ?? false }

  /// Whether one more request of a lane may wait.
  func hasRoom(for lane: LaneKey) -> Bool {
    count < Self.limit && (lanes[lane]?.count ?? 0) < Self.laneLimit
  }

  mutating func append(_ request: QueuedRequest) {
    waiting.append(request)
    lanes[LaneKey(request.signed.command), default: []].append(request.hash)
  }

  /// Forgets a request that was judged.
  mutating func forget(_ hash: Digest, of lane: LaneKey) {
    guard lanes[lane]?.isEmpty == false else { return }
    lanes[lane, default: []].removeAll { $0 == hash }
  }

  /// Takes up to `limit` requests, one of each lane first, in the order of arrival; they stay known
  /// until they are forgotten.
  mutating func take(_ limit: Int) -> [QueuedRequest] {
    if count <= limit {
      defer {
        waiting.removeAll(keepingCapacity: true)
        head = 0
      }
      return Array(waiting[head...])
    }
    var taken: [QueuedRequest] = []
    var skipped: [QueuedRequest] = []
    var seen: [LaneKey] = []
    var end = head
    while taken.count < limit, end < waiting.count, end < head + 4 * limit {
      let lane = LaneKey(waiting[end].signed.command)
      if seen.contains(lane) {
        skipped.append(waiting[end])
      } else {
        seen.append(lane)
        taken.append(waiting[end])
      }
      end += 1
    }
    let more = min(limit - taken.count, skipped.count)
    taken += skipped[..<more]
    skipped.removeFirst(more)
    // Those passed over stay in front.
    head = end - skipped.count
    waiting.replaceSubrange(head..<end, with: skipped)
    if head > 1_024, head > waiting.count / 2 {
      waiting.removeFirst(head)
      head = 0
    }
    return taken
  }

  static func == (left: Self, right: Self) -> Bool {
    left.waiting[left.head...] == right.waiting[right.head...] && left.lanes == right.lanes
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(Array(waiting[head...]))
    writer.encode(lanes)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    waiting = try reader.decode()
    lanes = try reader.decode()
  }
}
