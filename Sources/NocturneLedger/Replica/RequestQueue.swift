import Cryptography
import Determinism

/// A request that is not judged yet.
struct QueuedRequest: Canonical {
  let hash: Digest
  let signed: SignedCommand
  /// The number of requests that came before it.
  var arrival: UInt64 = 0
  /// Whether it is in a proposal.
  var isTaken = false

  init(hash: Digest, signed: SignedCommand) {
    self.hash = hash
    self.signed = signed
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(hash)
    writer.encode(signed)
    writer.put(arrival)
    writer.encode(isTaken)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    hash = try reader.decode()
    signed = try reader.decode()
    arrival = try reader.take()
    isTaken = try reader.decode()
  }
}

/// The requests that are not judged, first come first served, but one of each lane before a second of
/// any. The primary takes from it; a backup keeps them in case it becomes primary.
struct RequestQueue: Canonical {
  /// The most requests that wait.
  static let limit = 1 << 16
  /// The most requests of one lane that wait or are proposed.
  static let laneLimit = 4

  /// A request that waits, unless it was judged meanwhile.
  private struct Place: Hashable, Canonical {
    let lane: LaneKey
    let hash: Digest

    init(lane: LaneKey, hash: Digest) {
      self.lane = lane
      self.hash = hash
    }

    func encode(into writer: inout CanonicalWriter) {
      writer.encode(lane)
      writer.encode(hash)
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      lane = try reader.decode()
      hash = try reader.decode()
    }
  }

  /// The order of those that wait, behind `head` places that are done with.
  private var order: [Place] = []
  private var head = 0
  /// The requests of each lane that wait or are proposed and not judged. Lanes stay when they are
  /// empty: there are only so many, and taking one out would move the others.
  private var lanes = OrderedMap<LaneKey, [QueuedRequest]>()
  private var arrivals: UInt64 = 0
  /// The number of requests that wait.
  private(set) var count = 0
  /// The number of requests that wait or are proposed.
  private(set) var live = 0

  init() {}

  /// Whether none waits.
  var isEmpty: Bool { count == 0 }

  /// Whether the request waits or is proposed already.
  func contains(_ hash: Digest, of lane: LaneKey) -> Bool {
    lanes[lane]?.contains { $0.hash == hash } ?? false
  }

  /// The first request of a lane with a number.
  func request(of lane: LaneKey, number: UInt64) -> QueuedRequest? {
    lanes[lane]?.first { $0.signed.command.sequence == number }
  }

  /// Whether one more request of a lane may wait.
  func hasRoom(for lane: LaneKey) -> Bool {
    live < 2 * Self.limit && count < Self.limit && (lanes[lane]?.count ?? 0) < Self.laneLimit
  }

  mutating func append(_ request: QueuedRequest) {
    let lane = LaneKey(request.signed.command)
    var request = request
    arrivals += 1
    request.arrival = arrivals
    lanes[lane, default: []].append(request)
    order.append(Place(lane: lane, hash: request.hash))
    count += 1
    live += 1
    compact()
  }

  /// Forgets a request that was judged.
  mutating func forget(_ hash: Digest, of lane: LaneKey) {
    guard live > 0, let position = lanes[lane]?.firstIndex(where: { $0.hash == hash }) else {
      return
    }
    let request = lanes[lane, default: []].remove(at: position)
    live -= 1
    if !request.isTaken { count -= 1 }
  }

  /// Marks requests as proposed.
  mutating func take(_ hash: Digest, of lane: LaneKey) -> QueuedRequest? {
    guard let position = lanes[lane]?.firstIndex(where: { $0.hash == hash && !$0.isTaken }) else {
      return nil
    }
    lanes[lane, default: []][position].isTaken = true
    count -= 1
    return lanes[lane]?[position]
  }

  /// Takes up to `limit` requests, one of each lane first, in the order of arrival; they stay known
  /// until they are forgotten.
  mutating func take(_ limit: Int) -> [QueuedRequest] {
    var taken: [QueuedRequest] = []
    var skipped: [Place] = []
    var seen: [LaneKey] = []
    let isShort = count <= limit
    var end = head
    while taken.count < limit, end < order.count, isShort || end < head + 4 * limit {
      let place = order[end]
      end += 1
      if !isShort, seen.contains(place.lane) {
        skipped.append(place)
      } else if let request = take(place.hash, of: place.lane) {
        if !isShort { seen.append(place.lane) }
        taken.append(request)
      }
    }
    var passed: [Place] = []
    for place in skipped {
      if taken.count < limit, let request = take(place.hash, of: place.lane) {
        taken.append(request)
      } else {
        passed.append(place)
      }
    }
    // Those passed over stay in front.
    head = end - passed.count
    order.replaceSubrange(head..<end, with: passed)
    compact()
    return taken
  }

  /// Lets every request that is not judged wait again, in the order of arrival: the proposals that
  /// held them may be lost with their view.
  mutating func requeue() {
    var waiting: [QueuedRequest] = []
    for lane in lanes.keys {
      guard let requests = lanes[lane], !requests.isEmpty else { continue }
      for position in requests.indices { lanes[lane, default: []][position].isTaken = false }
      waiting += requests
    }
    waiting.sort { $0.arrival < $1.arrival }
    order = waiting.map { Place(lane: LaneKey($0.signed.command), hash: $0.hash) }
    head = 0
    count = live
  }

  /// Forgets requests that were judged elsewhere.
  mutating func removeAll(where isDone: (QueuedRequest) -> Bool) {
    for request in all where isDone(request) {
      forget(request.hash, of: LaneKey(request.signed.command))
    }
  }

  /// The requests that are not judged, by lane.
  var all: [QueuedRequest] { lanes.values.flatMap { $0 } }

  /// Drops places that are done with once they are the most.
  private mutating func compact() {
    if count == 0 {
      order.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 1_024, head > order.count / 2 {
      order.removeFirst(head)
      head = 0
    } else if order.count - head > 1_024, order.count - head > 2 * count {
      order = order[head...].filter { place in
        lanes[place.lane]?.contains { $0.hash == place.hash && !$0.isTaken } ?? false
      }
      head = 0
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.order[left.head...] == right.order[right.head...] && left.lanes == right.lanes
      && left.arrivals == right.arrivals
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(Array(order[head...]))
    writer.encode(lanes)
    writer.put(arrivals)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    order = try reader.decode()
    lanes = try reader.decode()
    arrivals = try reader.take()
    for requests in lanes.values {
      live += requests.count
      count += requests.count { !$0.isTaken }
    }
  }
}
