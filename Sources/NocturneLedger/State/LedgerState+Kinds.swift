import Cryptography
import Determinism

/// Line 9 of the judge: what each kind of command demands and does. Everything is checked before
/// anything changes, so that a refused command has no partial effect.
extension LedgerState {
  /// Carries a command out.
  ///
  /// - Parameter domain: The position of the session's domain; nil when the command opens a session
  ///   in no domain that there is.
  /// - Returns: Why it was refused, or nil when it was carried out.
  mutating func carryOut(
    _ command: Command, in domain: Int?, at place: Place, setup: LedgerSetup,
    crypto: inout some LedgerCryptography & ~Copyable
  ) -> ReceiptReason? {
    guard let domain else { return .invariantViolation }
    switch command.kind {
    case .stateTransition: return change(command, domain)
    case .teleport: return teleport(command, domain, place)
    case .registerKey: return register(command, place, setup, &crypto)
    case .revokeKey: return revoke(command, place, setup)
    case .openSession: return open(command, &crypto)
    case .closeSession: return close(command, domain)
    case .quarantineDomain: return quarantine(command, setup, &crypto)
    }
  }

  /// The domain that a command asks to open a session in.
  func domainToOpenIn(_ command: Command) -> Int? {
    guard let opening = try? SessionOpening(canonicalBytes: command.payload) else { return nil }
    return domains.firstIndex { $0.name == opening.domain }
  }

  private mutating func change(_ command: Command, _ domain: Int) -> ReceiptReason? {
    guard let operations = try? [StateOperation](canonicalBytes: command.payload) else {
      return .invariantViolation
    }
    // The counters that the command changes; few, and the same one may come again.
    var sums: [(key: Name, value: Int64)] = []
    for case .add(let key, let amount) in operations {
      let known = sums.firstIndex { $0.key == key }
      let before = known.map { sums[$0].value } ?? domains[domain].counter(command.session, key)
      let (sum, overflow) = before.addingReportingOverflow(amount)
      if overflow { return .invariantViolation }
      if let known { sums[known].value = sum } else { sums.append((key, sum)) }
    }
    for operation in operations {
      switch operation {
      case .put(let key, let value):
        domains[domain].entries[.value(command.session, key)] = .value(value)
      case .delete(let key): domains[domain].entries[.value(command.session, key)] = nil
      case .add: break  // Summed up above.
      }
    }
    for (key, sum) in sums {
      domains[domain].entries[.counter(command.session, key)] = .counter(sum)
    }
    return nil
  }

  private mutating func teleport(
    _ command: Command, _ domain: Int, _ place: Place
  ) -> ReceiptReason? {
    guard let order = try? TeleportOrder(canonicalBytes: command.payload),
      order.domain == domains[domain].name, order.from != order.to,
      let owner = domains[domain].placement(order.object)
    else { return .invariantViolation }
    let nodes = domains[domain].header.nodes
    guard nodes.contains(order.from), nodes.contains(order.to) else { return .invariantViolation }
    guard owner.node == order.from else { return .teleportNotOwner }
    guard owner.version == order.expectedVersion else { return .teleportVersion }
    domains[domain].entries[.placement(order.object)] = .placement(
      ObjectPlacement(node: order.to, version: owner.version + 1, lastCommand: place.hash))
    return nil
  }

  private mutating func register(
    _ command: Command, _ place: Place, _ setup: LedgerSetup,
    _ crypto: inout some LedgerCryptography & ~Copyable
  ) -> ReceiptReason? {
    guard let registration = try? KeyRegistration(canonicalBytes: command.payload),
      keys[registration.key] == nil
    else { return .invariantViolation }
    let isGovernor = setup.genesis.governorKeys.contains(command.client)
    let (signer, _) = keys.find(command.client)
    // A key that was rotated in this very slot has had its successor.
    guard isGovernor || keys.values[signer].revokedSlot == nil else { return .invariantViolation }
    let proof = KeyRegistration.Proof(key: registration.key, registrar: command.client)
    guard crypto.verify(registration.signature, of: proof, .keyProof, by: registration.key) else {
      return .forbidden
    }
    if !isGovernor { keys.update(at: signer) { $0.revokedSlot = place.slot } }
    keys[registration.key] = KeyStatus(addedSlot: place.slot)
    return nil
  }

  private mutating func revoke(
    _ command: Command, _ place: Place, _ setup: LedgerSetup
  ) -> ReceiptReason? {
    guard let key = try? PublicKey(canonicalBytes: command.payload) else {
      return .invariantViolation
    }
    let (position, found) = keys.find(key)
    guard found, keys.values[position].revokedSlot == nil else { return .invariantViolation }
    guard key == command.client || setup.genesis.governorKeys.contains(command.client) else {
      return .forbidden
    }
    keys.update(at: position) { $0.revokedSlot = place.slot }
    return nil
  }

  private mutating func open(
    _ command: Command, _ crypto: inout some LedgerCryptography & ~Copyable
  ) -> ReceiptReason? {
    guard find(command.session) == nil,
      let opening = try? SessionOpening(canonicalBytes: command.payload),
      let domain = domains.firstIndex(where: { $0.name == opening.domain })
    else { return .invariantViolation }
    domains[domain].entries[.session(command.session)] = .session(
      SessionState(access: opening.access, head: Self.start(of: command.session, &crypto)))
    return nil
  }

  private mutating func close(_ command: Command, _ domain: Int) -> ReceiptReason? {
    guard command.payload.isEmpty else { return .invariantViolation }
    let (position, _) = domains[domain].entries.find(.session(command.session))
    domains[domain].entries.update(at: position) { entry in
      guard case .session(var session) = entry else { return }
      session.isOpen = false
      entry = .session(session)
    }
    return nil
  }

  private mutating func quarantine(
    _ command: Command, _ setup: LedgerSetup,
    _ crypto: inout some LedgerCryptography & ~Copyable
  ) -> ReceiptReason? {
    guard let order = try? QuarantineOrder(canonicalBytes: command.payload) else {
      return .invariantViolation
    }
    guard let domain = domains.firstIndex(where: { $0.name == order.body.domain }) else {
      return .forbidden
    }
    var header = domains[domain].header
    let governors = setup.genesis.governorKeys
    var valid = 0
    for endorsement in order.endorsements where Int(endorsement.replica) < governors.count {
      let key = governors[Int(endorsement.replica)]
      if keys[key]?.revokedSlot == nil,
        crypto.verify(endorsement.signature, of: order.body, .quarantine, by: key)
      {
        valid += 1
      }
    }
    guard header.version.saturated(adding: 1) == order.body.version, valid > 0,
      valid >= Int(setup.genesis.governorThreshold)
    else { return .forbidden }
    header.isQuarantined = order.body.isOn
    header.version = order.body.version
    domains[domain].entries[.header(order.body.domain)] = .header(header)
    return nil
  }
}
