import Cryptography
import Determinism

/// A command was refused: why, and by which line of the judge.
struct Refused: Error {
  let reason: ReceiptReason
  let line: UInt8
  /// The number that its event would have had, from line 8 on.
  var attempted: UInt64?
}

extension LedgerState {
  /// Judges one command; the first line that applies decides.
  ///
  /// - Returns: The outcome, or nil when line 1 decides that there is none.
  mutating func judge(
    _ command: Command, at place: Place, setup: LedgerSetup,
    crypto: inout some LedgerCryptography & ~Copyable
  ) -> (Outcome, OutcomeDigest)? {
    guard isAnswered(command, at: place, setup: setup) else { return nil }  // Line 1.
    let laneKey = LaneKey(command)
    if let refused = checkLane(command, laneKey, rules: setup.rules) {  // Lines 2 and 3.
      guard countReceipt(of: command.client, limit: setup.genesis.parameters.receiptLimit) else {
        return nil
      }
      let outcome = receipt(for: command, at: place, refused)
      return (outcome, outcome.digest(&crypto))
    }
    var outcome: Outcome
    do throws(Refused) {
      outcome = .event(try accept(command, at: place, setup: setup, crypto: &crypto))
    } catch {
      outcome = receipt(for: command, at: place, error)
    }
    let digest = outcome.digest(&crypto)
    if case .event(let event) = outcome {
      setHead(of: event, hash: digest.hash, rules: setup.rules)
    }
    advance(laneKey, command.sequence, place.hash, outcome)
    return (outcome, digest)
  }

  /// Line 1: whether the command can have an outcome, and has none yet.
  private func isAnswered(_ command: Command, at place: Place, setup: LedgerSetup) -> Bool {
    guard command.lane < setup.genesis.parameters.lanes,
      let key = keys[command.client], key.addedSlot < place.slot,
      command.sequence > lanes[LaneKey(command)]?.floor ?? 0
    else { return false }
    return !setup.rules.checksJudged || findJudged(place.hash) == nil
  }

  /// Lines 2 and 3: whether the command is the next of its lane.
  private func checkLane(_ command: Command, _ key: LaneKey, rules: LedgerRules) -> Refused? {
    let last = lanes[key]?.lastSequence ?? 0
    guard rules.checksLanes else { return nil }
    if command.sequence <= last { return Refused(reason: .duplicateSequence, line: 2) }
    if command.sequence - last > 1 { return Refused(reason: .outOfOrder, line: 3) }
    return nil
  }

  /// Counts a receipt for a wrong number; false when the client has had its share.
  private mutating func countReceipt(of client: PublicKey, limit: UInt16) -> Bool {
    let (position, found) = keys.find(client)
    guard found, keys.values[position].receipts < limit else { return false }
    keys.update(at: position) { $0.receipts += 1 }
    return true
  }

  /// Lines 4 to 10: carries the command out, or says why not.
  private mutating func accept(
    _ command: Command, at place: Place, setup: LedgerSetup,
    crypto: inout some LedgerCryptography & ~Copyable
  ) throws(Refused) -> LedgerEvent {
    if let revoked = keys[command.client]?.revokedSlot, revoked < place.slot {
      throw Refused(reason: .keyRevoked, line: 4)
    }
    if let expire = command.expireSlot, expire < place.slot {
      throw Refused(reason: .expired, line: 5)
    }
    let found = find(command.session)
    if let session = found?.session {
      guard session.isOpen else { throw Refused(reason: .sessionClosed, line: 6) }
      guard session.admits(command.client) else { throw Refused(reason: .forbidden, line: 6) }
    } else if command.kind != .openSession {
      throw Refused(reason: .unknownSession, line: 6)
    }
    let domain = found?.domain ?? domainToOpenIn(command)
    if let domain, !command.kind.isExemptFromQuarantine, domains[domain].header.isQuarantined {
      throw Refused(reason: .domainQuarantined, line: 7)
    }
    let head = found?.session.head ?? Self.start(of: command.session, &crypto)
    let attempted = head.sequence + 1
    if let expected = command.expectedHead, expected != head {
      throw Refused(reason: .staleHead, line: 8, attempted: attempted)
    }
    if let reason = carryOut(command, in: domain, at: place, setup: setup, crypto: &crypto) {
      throw Refused(reason: reason, line: 9, attempted: attempted)
    }
    return LedgerEvent(
      epoch: epoch, slot: place.slot, index: place.index, session: command.session,
      sequence: attempted, previous: head.hash, command: place.hash, client: command.client,
      kind: command.kind, payload: crypto.hash(PayloadBytes(bytes: command.payload), .payload),
      time: place.time)
  }

  /// Line 10: the event becomes its session's head.
  private mutating func setHead(of event: LedgerEvent, hash: Digest, rules: LedgerRules) {
    let sequence = rules.advancesSequence ? event.sequence : 0
    for index in domains.indices {
      let (position, found) = domains[index].entries.find(.session(event.session))
      guard found else { continue }
      domains[index].entries.update(at: position) { entry in
        guard case .session(var session) = entry else { return }
        session.head = SessionHead(sequence: sequence, hash: hash)
        entry = .session(session)
      }
      return
    }
  }

  /// The lane moves on, whatever became of the command.
  private mutating func advance(
    _ key: LaneKey, _ sequence: UInt64, _ hash: Digest, _ outcome: Outcome
  ) {
    let (position, found) = lanes.find(key)
    if found {
      lanes.update(at: position) {
        $0.lastSequence = max($0.lastSequence, sequence)
        $0.lastCommand = hash
        $0.lastOutcome = outcome
      }
    } else {
      lanes[key] = Lane(
        lastSequence: sequence, floor: 0, lastCommand: hash, lastOutcome: outcome)
    }
  }

  private func receipt(for command: Command, at place: Place, _ refused: Refused) -> Outcome {
    .receipt(
      Receipt(
        epoch: epoch, slot: place.slot, index: place.index, command: place.hash,
        client: command.client, lane: command.lane, clientSequence: command.sequence,
        session: command.session, attemptedSequence: refused.attempted, reason: refused.reason,
        violated: refused.line, time: place.time))
  }
}

extension CommandKind {
  /// Whether commands of this kind pass although their session's domain is in quarantine.
  var isExemptFromQuarantine: Bool {
    switch self {
    case .registerKey, .revokeKey, .quarantineDomain: true
    case .stateTransition, .teleport, .openSession, .closeSession: false
    }
  }
}
