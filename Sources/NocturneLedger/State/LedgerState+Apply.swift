public import Cryptography
import Determinism

/// What judging a slot gave: the outcomes of its commands, nil for those without one, and what stands
/// for them in the record.
public struct SlotOutcomes: Sendable {
  /// One a command.
  public var bodies: [Outcome?] = []
  /// One a command.
  public var digests: [OutcomeDigest] = []
}

extension LedgerState {
  /// Judges the commands of the next slot in their order, and changes the state by those accepted.
  ///
  /// It is a pure function of the state, the batch and the setup.
  ///
  /// - Parameters:
  ///   - batch: What the slot ordered.
  ///   - hashes: The hashes of its commands, ascending.
  ///   - setup: The genesis and the rules.
  ///   - crypto: What hashes, and verifies the signatures within payloads.
  /// - Precondition: The batch is for the slot after the last.
  public mutating func apply(
    _ batch: Batch, hashes: [Digest], setup: LedgerSetup,
    crypto: inout some LedgerCryptography & ~Copyable
  ) -> SlotOutcomes {
    precondition(batch.slot == slot + 1, "slot \(batch.slot) after slot \(slot)")
    slot = batch.slot
    let time =
      setup.rules.advancesTime ? max(batch.time, lastTime.saturated(adding: 1)) : batch.time
    lastTime = time.saturated(adding: UInt64(batch.commands.count))
    var outcomes = SlotOutcomes()
    outcomes.bodies.reserveCapacity(hashes.count)
    outcomes.digests.reserveCapacity(hashes.count)
    var fresh: [JudgedCommand] = []
    for (index, signed) in batch.commands.enumerated() {
      let place = Place(
        hash: hashes[index], slot: slot, index: UInt32(index),
        time: time.saturated(adding: UInt64(index)))
      let ruling = judge(signed.command, at: place, setup: setup, crypto: &crypto)
      guard let (outcome, digest) = ruling else {
        outcomes.bodies.append(nil)
        outcomes.digests.append(.none)
        continue
      }
      outcomes.bodies.append(outcome)
      outcomes.digests.append(digest)
      fresh.append(
        JudgedCommand(
          hash: place.hash, lane: LaneKey(signed.command), sequence: signed.command.sequence,
          slot: slot, index: place.index))
    }
    remember(fresh, crypto: &crypto)
    if slot % UInt64(setup.genesis.parameters.checkpointInterval) == 0 {
      prune(rules: setup.rules, crypto: &crypto)
    }
    return outcomes
  }

  /// Adds the slot's commands, which are ascending by hash, to the judged ones.
  private mutating func remember(
    _ fresh: [JudgedCommand], crypto: inout some LedgerCryptography & ~Copyable
  ) {
    if fresh.isEmpty { return }
    judgedDigest = crypto.hash(JudgedLink(previous: judgedDigest, commands: fresh), .judged)
    var merged: [JudgedCommand] = []
    merged.reserveCapacity(judged.count + fresh.count)
    var next = 0
    for command in judged {
      while next < fresh.count, fresh[next].hash < command.hash {
        merged.append(fresh[next])
        next += 1
      }
      // Only a judge that looks for no earlier outcome meets a command twice.
      if next < fresh.count, fresh[next].hash == command.hash { continue }
      merged.append(command)
    }
    merged += fresh[next...]
    judged = merged
  }

  /// At a checkpoint: no number up to a lane's last is answered any more, and the judged commands
  /// with such numbers are forgotten.
  private mutating func prune(
    rules: LedgerRules, crypto: inout some LedgerCryptography & ~Copyable
  ) {
    for position in 0..<lanes.count {
      let lane = lanes.values[position]
      if rules.raisesFloors, lane.floor != lane.lastSequence {
        lanes.update(at: position) { $0.floor = $0.lastSequence }
      }
    }
    for position in 0..<keys.count where keys.values[position].receipts > 0 {
      keys.update(at: position) { $0.receipts = 0 }
    }
    judged.removeAll { command in
      command.sequence <= lanes[command.lane]?.lastSequence ?? 0
    }
    judgedDigest = crypto.hash(JudgedLink(previous: .zero, commands: judged), .judged)
  }
}

extension LedgerState {
  /// Whether the judged commands are those that the digest binds, as they are after a checkpoint slot.
  func isBound(_ crypto: inout some LedgerCryptography & ~Copyable) -> Bool {
    judgedDigest == crypto.hash(JudgedLink(previous: .zero, commands: judged), .judged)
  }
}

/// Where a command stands in the order.
struct Place {
  /// The hash of the command.
  let hash: Digest
  /// Its slot.
  let slot: UInt64
  /// Its position in the batch.
  let index: UInt32
  /// The time of its outcome.
  let time: UInt64
}

/// A link of the chain over the judged commands.
private struct JudgedLink: Canonical {
  let previous: Digest
  let commands: [JudgedCommand]

  init(previous: Digest, commands: [JudgedCommand]) {
    self.previous = previous
    self.commands = commands
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(previous)
    writer.put(UInt32(commands.count))
    for command in commands { writer.encode(command) }
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    throw .notCanonical("a hash input is never read", at: reader.offset)
  }
}

extension UInt64 {
  /// The sum, or the largest number when there is no such sum.
  func saturated(adding amount: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(amount)
    return overflow ? .max : sum
  }
}
