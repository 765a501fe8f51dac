import Determinism
import Faults
import Machine

/// A fault of one store of one node, with the stream that decides it.
@usableFromInline
struct StoreRisk {
  let fault: StoreFault
  var stream: RandomStream

  /// Draws whether the fault strikes a write or a crash; it is asked for then.
  mutating func strikes(at now: UInt64, _ tally: inout Tally) -> Bool {
    guard fault.isInForce(at: Ticks(now)), stream.chance(fault.chance) else { return false }
    tally[fault.kind.counted].requested += 1
    return true
  }
}

// What goes wrong with stores; those without risks come here never.
extension StoreDevice {
  /// The risks of a store of a plan's node, each with a stream of its own.
  ///
  /// Streams are named by the kind and the position among the faults of that kind, so that a fault
  /// more shifts no other's draws.
  mutating func take(_ plan: FaultPlan, seed: UInt64, node: NodeID, seat: Int, store: Int) {
    for kind in StoreFault.Kind.allCases {
      for (position, fault) in plan.stores.filter({ $0.kind == kind }).enumerated()
      where fault.store.index == store && fault.nodes.contains(node) {
        risks.append(
          StoreRisk(
            fault: fault,
            stream: RandomStream(
              seed: seed, name: "store \(kind.rawValue)",
              index: UInt64(seat) << 40 | UInt64(store) << 32 | UInt64(position))))
      }
    }
  }

  /// Takes a write that something may go wrong with.
  ///
  /// - Returns: The instant at which it is acknowledged, in microseconds.
  @usableFromInline
  @inline(never)
  mutating func writeAtRisk(_ write: consuming Write, at now: UInt64, _ tally: inout Tally)
    -> UInt64
  {
    var write = write
    var time = Ticks(now) + Ticks(profile.delay.draw(from: &stream))
    var (isFailing, isEarly) = (false, false)
    var rot: UInt64?
    for index in risks.indices where !risks[index].fault.kind.isOfCrashes {
      guard risks[index].strikes(at: now, &tally) else { continue }
      let later = time + risks[index].fault.by
      switch risks[index].fault.kind {
      case .delay:
        tally[.storeDelay].injected += 1
        if later.microseconds > max(time.microseconds, lastDurable) {
          tally[.storeDelay].effective += 1
        }
        time = later
      case .unavailable: isFailing = true
      case .ackBeforeDurable:
        isEarly = true
        time = later
      case .bitRot: rot = risks[index].stream.next()
      case .torn, .truncateTail, .rollback: break
      }
    }
    lastDurable = max(time.microseconds, lastDurable)
    if isFailing {
      tally[.storeUnavailable].injected += 1
      write.settles = Write.failing
    } else {
      if let rot {
        tally[.bitRot].injected += 1
        rotten.append((write.ticket, rot))
      }
      if isEarly { write.settles = min(max(1, lastDurable), Write.failing - 1) }
    }
    lastAcknowledged = isEarly && !isFailing ? max(now, lastAcknowledged) : lastDurable
    if isEarly, lastAcknowledged < lastDurable { tally[.ackBeforeDurable].injected += 1 }
    bytes += UInt64(write.length)
    pending.append(write)
    return lastAcknowledged
  }

  /// From now on nothing goes wrong with it. Writes under way end as they would have.
  mutating func heal() {
    risks.removeAll()
    lastDurable = max(lastDurable, lastAcknowledged)
  }

  /// Keeps what is to be forgotten as long as the store may be rolled back to before.
  mutating func remember(upTo ticket: Ticket, at now: UInt64) {
    rotten.removeAll { $0.ticket <= ticket }
    var longest: Ticks?
    for risk in risks where risk.fault.kind == .rollback {
      longest = max(risk.fault.by, longest ?? .zero)
    }
    guard let longest else { return }
    history.removeAll { Ticks($0.at) + longest < Ticks(now) }
    for write in durable where write.ticket <= ticket { history.append((write, now)) }
  }

  /// Loses what a crash leaves nothing of.
  mutating func crashAtRisk(at now: UInt64, _ tally: inout Tally) {
    let cached = durable.filter { $0.settles > now }
    removeDurable { $0.settles > now }
    var unfinished = ContiguousArray(cached)
    unfinished += pending[head...].filter { $0.settles != Write.failing }
    losePending()
    lastAcknowledged = 0
    var left = 0
    for index in risks.indices where risks[index].fault.kind.isOfCrashes {
      guard risks[index].strikes(at: now, &tally) else { continue }
      let fault = risks[index].fault
      switch fault.kind {
      case .torn where left == 0: left = tear(unfinished, at: now, &tally)
      case .truncateTail: truncate(to: Ticks(now) - fault.by, &tally)
      case .rollback: rollBack(to: Ticks(now) - fault.by, &tally)
      case .torn, .delay, .unavailable, .ackBeforeDurable, .bitRot: break
      }
    }
    tally[.ackBeforeDurable].effective += UInt64(max(0, cached.count - left))
  }

  /// Leaves all but the last of the unfinished writes whole.
  ///
  /// - Returns: How many are left.
  private mutating func tear(
    _ unfinished: ContiguousArray<Write>, at now: UInt64, _ tally: inout Tally
  ) -> Int {
    guard let last = unfinished.last else { return 0 }
    tally[.torn].injected += 1
    var left = unfinished.dropLast()
    if !profile.hasChecksums {
      let bytes = last.record.canonicalBytes
      if let half = try? Record(canonicalBytes: Array(bytes.prefix(bytes.count / 2))) {
        left.append(altered(last, to: half))
      }
    }
    if !left.isEmpty { tally[.torn].effective += 1 }
    for var write in left where forgotten.map({ $0 < write.ticket }) ?? true {
      write.settles = now
      bytes += UInt64(write.length)
      durable.append(write)
    }
    return unfinished.count - 1
  }

  private mutating func truncate(to time: Ticks, _ tally: inout Tally) {
    guard let last = durable.last?.ticket else { return }
    tally[.truncateTail].injected += 1
    tally[.truncateTail].effective += 1
    removeDurable { $0.settles > time.microseconds || $0.ticket == last }
  }

  private mutating func rollBack(to time: Ticks, _ tally: inout Tally) {
    guard !durable.isEmpty || !history.isEmpty else { return }
    tally[.rollback].injected += 1
    let (before, past) = (durable.count, time.microseconds)
    removeDurable { $0.settles > past }
    let isChanged = durable.count < before
    let back = history.filter { $0.at > past && $0.write.settles <= past }.map(\.write)
    history.removeAll { $0.at > past }
    for write in back { bytes += UInt64(write.length) }
    durable.insert(contentsOf: back, at: 0)
    if isChanged || !back.isEmpty { tally[.rollback].effective += 1 }
  }

  /// Reads all records, as a boot after a crash does: those with a flipped bit come back otherwise,
  /// or not at all.
  mutating func recover(_ tally: inout Tally) {
    for (ticket, draw) in rotten {
      guard let index = durable.firstIndex(where: { $0.ticket == ticket }) else { continue }
      var raw = durable[index].record.canonicalBytes
      guard !raw.isEmpty else { continue }
      tally[.bitRot].effective += 1
      let bit = draw % UInt64(raw.count * 8)
      raw[Int(bit >> 3)] ^= 1 << UInt8(bit & 7)
      if !profile.hasChecksums, let other = try? Record(canonicalBytes: raw) {
        durable[index] = altered(durable[index], to: other)
      } else {
        bytes -= UInt64(durable[index].length)
        durable.remove(at: index)
      }
    }
    rotten = []
  }

  private func altered(_ write: Write, to record: Record) -> Write {
    var write = write
    write.record = record
    var writer = CanonicalWriter()
    record.encode(into: &writer)
    write.fingerprint = writer.fingerprint
    return write
  }
}
