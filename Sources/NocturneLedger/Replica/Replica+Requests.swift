import Cryptography
import Determinism
import Machine

/// P1 and P2: requests come in, and the primary frames them into batches.
extension Replica {
  /// P1, CH.receive.
  mutating func receive(
    request signed: SignedCommand, from sender: NodeID, _ context: inout Context<Ledger>
  ) {
    let command = signed.command
    let isRelayed = Int(sender.index) < setup.replicas
    let hash = context.hash(command, .command)
    guard command.lane < parameters.lanes, command.payload.count <= Command.payloadLimit else {
      return refuse(hash, .malformed, to: sender, isRelayed, &context)
    }
    guard state.keys[command.client] != nil else {
      return refuse(hash, .unknownKey, to: sender, isRelayed, &context)
    }
    let lane = LaneKey(command)
    if let known = state.lanes[lane], known.lastCommand == hash {
      return repeatOutcome(
        known.lastOutcome, for: command.client, of: lane, askedBy: isRelayed ? nil : sender,
        &context)
    }
    if let judged = state.findJudged(hash), let place = archived(judged.slot),
      case .some(.some(let outcome)) = archive[place].bodies.element(at: Int(judged.index))
    {
      return repeatOutcome(
        outcome, for: command.client, of: nil, askedBy: isRelayed ? nil : sender, &context)
    }
    guard command.sequence > state.lanes[lane]?.floor ?? 0 else { return }  // Past answering.
    if requests.contains(hash, of: lane) {
      // Under way; but the primary may not know.
      return isRelayed ? () : relay(signed, &context)
    }
    if setup.rules.verifiesCommands,
      !context.verify(signed.signature, of: command, .command, by: command.client)
    {
      return refuse(hash, .badSignature, to: sender, isRelayed, &context)
    }
    if !isRelayed { remember(sender, as: command.client) }
    guard requests.hasRoom(for: lane) else {
      return refuse(hash, .busy, to: sender, isRelayed, &context)
    }
    let request = QueuedRequest(hash: hash, signed: signed)
    requests.append(request)
    if !isRelayed {
      relay(signed, &context)
      keepTime(for: request, &context)
    }
    frame(&context)
  }

  /// Passes a client's request on to the primary. A backup keeps it too, in case the view changes.
  private func relay(_ signed: SignedCommand, _ context: inout Context<Ledger>) {
    if isPrimary || !views.isActive { return }
    context.send(.request(signed), to: NodeID(Int(primary)))
  }

  /// P2, NC.frame: proposes what waits, as far as the window allows.
  mutating func frame(_ context: inout Context<Ledger>) {
    guard isPrimary, views.isActive, !requests.isEmpty else { return }
    // Slots that were proposed before a crash, or adopted, are taken.
    while !requests.isEmpty, let place = nextToAccept() {
      acceptedThrough += 1
      if slots[place].stage != .open { continue }
      let chosen = requests.take(Int(parameters.batchLimit)).sorted { $0.hash < $1.hash }
      let batch = Batch(
        slot: acceptedThrough, time: context.now.microseconds, epoch: state.epoch,
        commands: chosen.map(\.signed))
      let body = Proposal.Body(
        epoch: state.epoch, view: view, slot: acceptedThrough, batch: context.hash(batch, .batch))
      let signature = context.sign(body, .prePrepare)
      slots[place].hashes = chosen.map(\.hash)
      accept(Proposal(body: body, signature: signature, batch: batch), at: place, &context)
    }
  }

  /// Tells the client why its request was not taken, unless a peer relayed it.
  private mutating func refuse(
    _ hash: Digest, _ reason: Refusal.Reason, to sender: NodeID, _ isRelayed: Bool,
    _ context: inout Context<Ledger>
  ) {
    context.observe(.rejected(replica: index, command: hash, reason: reason), .latch)
    note(rejected: hash, reason, &context)
    if isRelayed { return }
    let body = Refusal.Body(
      epoch: state.epoch, command: hash, reason: reason, mode: 0, replica: index)
    context.send(
      .refusal(Refusal(body: body, signature: context.sign(body, .refusal))), to: sender)
  }

  /// Where the owner of a key is: a client of the genesis, or who has last used the key.
  func address(of client: PublicKey) -> NodeID? {
    setup.clientIndex(of: client).map(setup.node(ofClient:)) ?? addresses[client]
  }

  private mutating func remember(_ sender: NodeID, as client: PublicKey) {
    if setup.clientIndex(of: client) == nil, addresses[client] != sender {
      addresses[client] = sender
    }
  }
}

extension Array {
  /// The element at a position; nil when there is none.
  func element(at position: Int) -> Element? { indices.contains(position) ? self[position] : nil }
}
