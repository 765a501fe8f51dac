import Cryptography
import Determinism
import NocturneLedger

/// A replicated state with keys at hand, for tests of the judge: two clients, three governors of whom
/// two decide, sessions `s` (open to all) and `r` (client 0 only) in domain `d`, `t` in domain `e`.
struct Court {
  var crypto = Cryptographer(mode: .ideal, seed: 5)
  let clients: [SigningKey]
  let governors: [SigningKey]
  let setup: LedgerSetup
  var state: LedgerState
  var sequences: [UInt16: UInt64] = [:]

  init(parameters: GenesisParameters = GenesisParameters(), mutant: LedgerMutant? = nil) {
    var crypto = crypto
    clients = (0..<2).map { crypto.makeKey(role: "client", index: $0) }
    governors = (0..<3).map { crypto.makeKey(role: "governor", index: $0) }
    let nodes = ["a", "b", "c"].map(Name.init(known:))
    let genesis = Genesis(
      replicas: 1, faults: 0, replicaKeys: [], clientKeys: clients.map(crypto.publicKey),
      governorKeys: governors.map(crypto.publicKey), governorThreshold: 2,
      sessions: [
        GenesisSession(
          name: Name(known: "r"), domain: Name(known: "d"),
          access: [crypto.publicKey(of: clients[0])]),
        GenesisSession(name: Name(known: "s"), domain: Name(known: "d")),
        GenesisSession(name: Name(known: "t"), domain: Name(known: "e")),
      ],
      domains: [
        GenesisDomain(
          name: Name(known: "d"), nodes: nodes,
          objects: [.init(object: Name(known: "o"), node: nodes[0])]),
        GenesisDomain(
          name: Name(known: "e"), nodes: nodes,
          objects: [.init(object: Name(known: "p"), node: nodes[0])]),
      ], parameters: parameters)
    setup = LedgerSetup(genesis: genesis, rules: LedgerRules(mutant: mutant))
    crypto.bind(chain: setup.chain)
    state = LedgerState(setup: setup, crypto: &crypto)
  }

  func name(_ text: String) -> Name { Name(known: text) }
  func publicKey(_ key: SigningKey) -> PublicKey { crypto.publicKey(of: key) }

  /// A command of a client; by default the next of a lane of its own, adding 1 to a counter.
  func command(
    _ sequence: UInt64 = 1, by signer: SigningKey? = nil, lane: UInt16 = 0, session: String = "s",
    kind: CommandKind = .stateTransition, payload: [UInt8]? = nil, head: SessionHead? = nil,
    expire: UInt64? = nil
  ) -> Command {
    Command(
      client: publicKey(signer ?? clients[0]), lane: lane, sequence: sequence,
      session: name(session), kind: kind,
      payload: payload ?? [StateOperation.add(name("n"), 1)].canonicalBytes, expectedHead: head,
      expireSlot: expire)
  }

  /// Judges commands in one slot; the outcomes stand in the order of the arguments.
  mutating func judge(_ commands: Command..., time: UInt64 = 1) -> [Outcome?] {
    judge(slot: commands, time: time)
  }

  mutating func judge(slot commands: [Command], time: UInt64 = 1) -> [Outcome?] {
    let hashes = commands.map { crypto.hash($0, Tag("cmd")) }
    let order = commands.indices.sorted { hashes[$0] < hashes[$1] }
    let batch = Batch(
      slot: state.slot + 1, time: time, epoch: 0,
      commands: order.map {
        SignedCommand(
          command: commands[$0],
          signature: Signature(bytes: Array(repeating: 0, count: 64)))
      })
    let outcomes = state.apply(
      batch, hashes: order.map { hashes[$0] }, setup: setup, crypto: &crypto)
    var result: [Outcome?] = Array(repeating: nil, count: commands.count)
    for (position, index) in order.enumerated() { result[index] = outcomes.bodies[position] }
    return result
  }

  /// Judges one command in a slot of its own and says what became of it.
  mutating func verdict(_ command: Command) -> String {
    switch judge(command)[0] {
    case nil: "none"
    case .event: "event"
    case .receipt(let receipt): "\(receipt.reason.name) \(receipt.violated)"
    }
  }

  /// Passes slots without commands.
  mutating func pass(_ slots: Int) { for _ in 0..<slots { _ = judge(slot: [], time: 0) } }

  func registration(_ key: SigningKey, by registrar: SigningKey) -> [UInt8] {
    let proof = KeyRegistration.Proof(key: publicKey(key), registrar: publicKey(registrar))
    return KeyRegistration(
      key: publicKey(key), signature: crypto.sign(proof, Tag("rk"), with: key)
    ).canonicalBytes
  }

  func quarantine(_ domain: String, on: Bool, version: UInt64, signers: [Int]) -> [UInt8] {
    let body = QuarantineOrder.Body(domain: name(domain), isOn: on, version: version)
    return QuarantineOrder(
      body: body,
      endorsements: signers.map {
        Endorsement(
          replica: UInt16($0), signature: crypto.sign(body, Tag("qd"), with: governors[$0]))
      }
    ).canonicalBytes
  }

  func teleport(
    _ object: String = "o", _ from: String = "a", _ to: String = "b", version: UInt64 = 0,
    domain: String = "d"
  ) -> [UInt8] {
    TeleportOrder(
      domain: name(domain), object: name(object), from: name(from), to: name(to),
      expectedVersion: version
    ).canonicalBytes
  }
}
