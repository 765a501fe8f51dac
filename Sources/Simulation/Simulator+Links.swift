public import Determinism
import Faults
import Machine

// What links do to messages besides delaying and losing them.
extension Simulator {
  /// Sends one copy of a message over a link that is cut, or that does more than delay and lose.
  ///
  /// The draws come in a fixed order (loss, delay, jitter, reorder, corruption, duplicate), each only
  /// where the link has a chance for it.
  ///
  /// - Parameter delay: How much later than the link would have it the message arrives.
  @usableFromInline
  @inline(never)
  mutating func transmitSlowly(
    _ number: UInt32, from seat: Int, to receiver: NodeID, late delay: Ticks = .zero
  ) {
    // Callers name an existing seat, a member, and a message in the slab.
    let identity = unsafe seats[seat].identity
    let sender = Int(identity.index)
    precondition(
      receiver.index < network.size, "a message to node \(receiver), which does not exist")
    let link = unsafe network.links + sender * network.size + Int(receiver.index)
    if unsafe !link.pointee.isSeeded {
      unsafe network.seedLink(link, from: sender, to: Int(receiver.index))
    }
    guard let target = route(from: seat, to: receiver) else {
      tally.dropped += 1
      return
    }
    let (limit, isBound) = arrivalLimit(from: identity, to: receiver)
    guard unsafe isBound || link.pointee.cuts == 0 else {
      return loseToCut(from: identity, to: receiver)
    }
    feelTwins(from: seat, to: target)
    var profile = unsafe network.profiles[Int(link.pointee.profile)]
    if isBound { profile.calm() }
    if profile.loss != .never, unsafe link.pointee.stream.chance(profile.loss) {
      return lose()
    }
    let group = insertions + 1
    let first = unsafe send(
      number, from: sender, to: target, over: link, profile, late: delay, by: limit)
    guard profile.duplicate != .never, unsafe link.pointee.stream.chance(profile.duplicate) else {
      if let first, first.bit != nil { journalise([first], group, of: number, to: target) }
      return
    }
    tally.count(.duplicate)
    tally.duplicated += 1
    copyLie(of: number)
    let second = unsafe send(
      number, from: sender, to: target, over: link, profile, late: delay, by: limit)
    journalise([first, second].compactMap { $0 }, group, of: number, to: target)
  }

  /// A copy on its way: its insertion into the queue, and the bit that flipped.
  private struct SentCopy {
    var insertion: UInt64
    var bit: Int?
  }

  /// Notes what became of a message on one link that did more than delay it.
  private mutating func journalise(
    _ copies: [SentCopy], _ group: UInt64, of number: UInt32, to target: Int
  ) {
    guard journal != nil else { return }
    // The message is in the slab.
    let slot = unsafe slab.base + Int(number)
    let original = unsafe Schedule.Mark(
      view: slot.pointee.view, slot: slot.pointee.slot, payload: slot.pointee.fingerprint,
      seat: UInt16(target))
    for copy in copies {
      journal?.add(
        RunJournal.Copy(
          insertion: copy.insertion, group: group, original: original,
          label: unsafe slot.pointee.label, bit: copy.bit))
    }
  }

  /// The latest arrival of a message that departs now, never for a link that keeps no bound; and whether
  /// the link is calm already.
  private func arrivalLimit(
    from sender: NodeID, to receiver: NodeID
  ) -> (arrival: Ticks, isCalm: Bool) {
    // Members' seats are at their own positions.
    let isCorrect =
      unsafe seats[Int(sender.index)].isCorrect && seats[Int(receiver.index)].isCorrect
    guard isCorrect else { return (.never, false) }
    var (arrival, isCalm) = (Ticks.never, false)
    func keep(_ synchrony: Synchrony) {
      guard synchrony.nodes?.contains(sender) ?? true, synchrony.nodes?.contains(receiver) ?? true
      else { return }
      arrival = min(arrival, max(Ticks(now), synchrony.from) + synchrony.bound)
      if now >= synchrony.from.microseconds { isCalm = true }
    }
    if let synchrony = plan.synchrony { keep(synchrony) }
    if let healing = plan.healing, let time = healingTime { keep(healing.synchrony(from: time)) }
    return (arrival, isCalm)
  }

  /// The seat that a message reaches: the copy of a doubled node that talks with the sender.
  ///
  /// - Returns: Nil when a copy addresses a peer of the other side.
  func route(from seat: Int, to receiver: NodeID) -> Int? {
    let members = cluster.members.count
    // Callers name existing seats.
    let sender = unsafe seats[seat].identity
    if receiver == sender { return seat }
    for twin in plan.faults.twins where twin.node == sender {
      if twin.side.contains(receiver) != (seat >= members) { return nil }
    }
    let twins = plan.faults.twins
    let copy = twins.firstIndex { $0.node == receiver && $0.side.contains(sender) }
    return if let copy { members + copy } else { Int(receiver.index) }
  }

  /// Counts a doubled node as effective once its second copy talks with another node.
  private mutating func feelTwins(from seat: Int, to target: Int) {
    let members = cluster.members.count
    guard seat != target else { return }
    for copy in [seat - members, target - members] where copy >= 0 && !feltTwins[copy] {
      feltTwins[copy] = true
      tally[.twin].effective += 1
    }
  }

  /// Puts one copy on its way.
  ///
  /// - Returns: Nil when nothing arrives.
  private mutating func send(
    _ number: UInt32, from sender: Int, to target: Int,
    over link: UnsafeMutablePointer<Network.Link>, _ profile: LinkProfile, late delay: Ticks,
    by limit: Ticks
  ) -> SentCopy? {
    var flipped: Int?
    var number = number
    // The link is one of the network's, which outlives the call; the message is in the slab.
    var arrival = Ticks(now)
    if profile.bytesPerSecond > 0 {
      let length = unsafe UInt64(slab.base[Int(number)].length)
      let (whole, rest) = (length * 1_000_000).quotientAndRemainder(
        dividingBy: profile.bytesPerSecond)
      let start = unsafe max(link.pointee.busyUntil, now)
      arrival = Ticks(start) + Ticks(whole + (rest > 0 ? 1 : 0))
      unsafe link.pointee.busyUntil = arrival.microseconds
    }
    arrival = arrival + Ticks(unsafe profile.delay.draw(from: &link.pointee.stream))
    if let jitter = profile.jitter {
      arrival = arrival + Ticks(unsafe jitter.draw(from: &link.pointee.stream))
    }
    if profile.reorder != .never, unsafe link.pointee.stream.chance(profile.reorder) {
      tally.count(.reorder, isEffective: profile.reorderBy > .zero)
      arrival = arrival + profile.reorderBy
    }
    arrival = arrival + delay
    arrival = min(arrival, limit)
    if profile.isOrdered {
      arrival = max(arrival, Ticks(unsafe link.pointee.lastArrival))
      unsafe link.pointee.lastArrival = arrival.microseconds
    }
    if profile.corrupt != .never, unsafe link.pointee.stream.chance(profile.corrupt) {
      guard let altered = unsafe corrupt(number, over: link) else { return nil }
      unsafe slab.base[Int(altered.0)].lie = slab.base[Int(number)].lie
      (number, flipped) = altered
    }
    unsafe slab.base[Int(number)].references += 1
    enqueue(
      .delivery, at: arrival.microseconds, slot: number, to: UInt16(target), from: UInt16(sender))
    return SentCopy(insertion: insertions, bit: flipped)
  }

  /// Flips one bit of a message's canonical bytes.
  ///
  /// - Returns: The altered message and the bit, or nil when the bytes no longer are one: it is lost
  ///   then. A message without bytes has nothing to flip, and is returned as it is.
  private mutating func corrupt(
    _ number: UInt32, over link: UnsafeMutablePointer<Network.Link>
  ) -> (UInt32, Int?)? {
    // The message is in the slab, and the link is one of the network's.
    let length = unsafe slab.base[Int(number)].message.canonicalBytes.count
    guard length > 0 else {
      tally[.corrupt].requested += 1
      return (number, nil)
    }
    let bit = unsafe Int(link.pointee.stream.below(UInt64(length * 8)))
    tally.count(.corrupt)
    guard let altered = flip(bit, of: number) else {
      tally.dropped += 1
      return nil
    }
    return (altered, bit)
  }

  /// Makes another message of one with a bit flipped; nil when there is no such message.
  mutating func flip(_ bit: Int, of number: UInt32) -> UInt32? {
    // The message is in the slab.
    var bytes = unsafe slab.base[Int(number)].message.canonicalBytes
    guard bit >= 0, bit < bytes.count * 8 else { return nil }
    bytes[bit >> 3] ^= 1 << UInt8(bit & 7)
    guard let altered = try? N.S.Message(canonicalBytes: bytes) else { return nil }
    return accept(altered)
  }
}
