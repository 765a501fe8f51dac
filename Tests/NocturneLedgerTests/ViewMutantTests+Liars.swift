import Cryptography
import Determinism
import Machine
import Testing

@testable import NocturneLedger

/// What a liar says in the settings of mutants: its seat is dead, and its messages are made here.
extension ViewMutantTests {
  /// Makes and signs a liar's messages.
  struct Forger {
    let replica: Int
    let bench: Bench

    func sign<Body>(_ body: Body, _ tag: Cryptography.Tag) -> Signed<Body> {
      Signed(body: body, signature: MutantTests.sign(body, tag, bench, seat: replica))
    }

    func digest(_ batch: Batch) -> Digest { bench.cryptographer.hash(batch, .batch) }

    func proposal(_ batch: Batch, view: UInt32) -> Proposal {
      let body = Proposal.Body(epoch: 0, view: view, slot: batch.slot, batch: digest(batch))
      return Proposal(body: body, signature: sign(body, .prePrepare).signature, batch: batch)
    }

    func ballot(_ digest: Digest, view: UInt32, _ tag: Cryptography.Tag) -> Ballot {
      sign(
        Ballot.Body(epoch: 0, view: view, slot: 1, batch: digest, replica: UInt16(replica)), tag)
    }

    func viewChange(
      _ view: UInt32, as replica: Int, prepared: [PreparedCertificate] = []
    ) -> ViewChange {
      sign(
        ViewChange.Body(
          epoch: 0, newView: view, checkpoint: nil, prepared: prepared, replica: UInt16(replica)),
        .viewChange)
    }

    func newView(_ changes: [ViewChange]) -> NewView {
      sign(NewView.Body(epoch: 0, newView: 1, viewChanges: changes, proposals: []), .newView)
    }
  }

  /// A batch for slot 1 with a command of the client in a lane of its own.
  static func batch(_ bench: inout Bench, time: UInt64, lane: UInt16 = 3) -> Batch {
    let command = MutantTests.command(in: bench, lane: lane)
    let hash = bench.cryptographer.hash(command, .command)
    bench.facts.append((.submitted(request: UInt64(lane), command: hash), 0, 4))
    let signature = MutantTests.sign(command, .command, bench, seat: 4)
    return Batch(
      slot: 1, time: time, epoch: 0,
      commands: [SignedCommand(command: command, signature: signature)])
  }

  /// A run in which replica 1 lies: slot 1 is decided at replica 3 with its help if need be, and
  /// replica 3 is cut off.
  static func decidedAtThree(
    _ configuration: LedgerConfiguration, withoutTwo: Bool
  ) throws -> (Bench, Forger) {
    var bench = try Bench(configuration)
    bench.keepsMessages = true
    bench.link = { message, from, to, now, _ in
      if isCut(3, from, to, now, after: 30_000) { return (0, 0) }
      if message.label == 2, message.view == 0, withoutTwo, to == 2 { return (0, 0) }
      return (1_000, message.label == 3 && message.view == 0 && to != 3 ? 0 : 1)
    }
    bench.crash(1, at: 0)
    bench.start()
    bench.run(until: 10_000)
    let forger = Forger(replica: 1, bench: bench)
    let first = bench.delivered.compactMap {
      if case .prePrepare(let proposal) = $0 { proposal } else { nil }
    }
    let vote = forger.ballot(try #require(first.first).body.batch, view: 0, .commit)
    bench.deliver(.commit(vote), to: 3, from: 1)
    bench.run(until: 890_000)
    return (bench, forger)
  }

  static func changes(_ bench: Bench, to view: UInt32, of replica: UInt16) throws -> ViewChange {
    let changes = bench.delivered.compactMap {
      if case .viewChange(let change) = $0 { change } else { nil }
    }
    return try #require(
      changes.first { $0.body.replica == replica && $0.body.newView == view })
  }

  /// Replica 1 begins view 1 with what its lie leaves to propose, nothing, and proposes another batch.
  static func lyingPrimary(
    _ configuration: LedgerConfiguration, _ mutant: LedgerMutant
  ) throws -> Bench {
    var (bench, forger) = try decidedAtThree(
      configuration, withoutTwo: mutant == .newViewBelowQuorum)
    let own = forger.viewChange(1, as: 1)
    for node in [0, 2] { bench.deliver(.viewChange(own), to: node, from: 1) }
    bench.run(until: 950_000)
    let honest = [try changes(bench, to: 1, of: 0), try changes(bench, to: 1, of: 2)]
    let changes: [ViewChange] =
      switch mutant {
      case .newViewBelowQuorum: [own, honest[1]]
      case .newViewUnchecked: [honest[0], own, honest[1]]
      default: [forger.viewChange(1, as: 0), own, forger.viewChange(1, as: 2)]
      }
    let other = batch(&bench, time: bench.now)
    let proposal = forger.proposal(other, view: 1)
    let vote = forger.ballot(proposal.body.batch, view: 1, .commit)
    for node in [0, 2] {
      bench.deliver(.newView(forger.newView(changes)), to: node, from: 1)
      bench.deliver(.prePrepare(proposal), to: node, from: 1, at: bench.now + 1_000)
      bench.deliver(.commit(vote), to: node, from: 1, at: bench.now + 2_000)
    }
    bench.run(until: 10_000_000)
    return bench
  }

  /// Replica 1 claims to be prepared for another batch in view 1, which never began.
  static func falseCertificate(_ configuration: LedgerConfiguration) throws -> Bench {
    var (bench, forger) = try decidedAtThree(configuration, withoutTwo: false)
    for node in [0, 2] {
      bench.deliver(.viewChange(forger.viewChange(1, as: 1)), to: node, from: 1)
    }
    let other = batch(&bench, time: 1)
    let digest = forger.digest(other)
    let proposal = forger.proposal(other, view: 1)
    let claim = PreparedCertificate(
      body: proposal.body, signature: proposal.signature, endorsements: [])
    let change = forger.viewChange(2, as: 1, prepared: [claim])
    for node in [0, 2] {
      bench.deliver(.viewChange(change), to: node, from: 1, at: 2_950_000)
      for (position, tag) in [Cryptography.Tag.prepare, .commit].enumerated() {
        let vote = forger.ballot(digest, view: 2, tag)
        bench.deliver(
          position == 0 ? .prepare(vote) : .commit(vote), to: node, from: 1, at: 2_960_000)
      }
      bench.deliver(.batch(other), to: node, from: 1, at: 2_970_000)
    }
    bench.run(until: 10_000_000)
    return bench
  }

  /// Replica 0 proposes one batch to replica 1 and another to replica 3; replica 2 hears both.
  static func equivocation(_ base: LedgerConfiguration) throws -> Bench {
    var configuration = base
    configuration.workload.arrivals = .open
    var bench = try Bench(configuration)
    let batches = [batch(&bench, time: 1), batch(&bench, time: 1, lane: 4)]
    let forger = Forger(replica: 0, bench: bench)
    let proposals = batches.map { forger.proposal($0, view: 0) }
    let digests = proposals.map(\.body.batch)
    bench.link = { message, _, to, _, _ in
      switch message {
      case .prepare(let vote), .commit(let vote):
        (
          1_000,
          to == 1 && vote.body.batch == digests[1] || to == 3 && vote.body.batch == digests[0]
            ? 0 : 1
        )
      default: (1_000, 1)
      }
    }
    bench.crash(0, at: 0)
    bench.start()
    for (node, choice, time) in [(1, 0, 1), (2, 0, 1), (2, 1, 10_000), (3, 1, 20_000)] {
      bench.deliver(.prePrepare(proposals[choice]), to: node, from: 0, at: UInt64(time))
    }
    for (node, digest) in [(1, digests[0]), (3, digests[1])] {
      bench.deliver(.commit(forger.ballot(digest, view: 0, .commit)), to: node, from: 0, at: 30_000)
    }
    bench.run(until: 10_000_000)
    return bench
  }

  /// Replica 3 proposes in the primary's place, and says no more.
  static func usurper(_ configuration: LedgerConfiguration) throws -> Bench {
    var bench = try Bench(configuration)
    let other = batch(&bench, time: 1)
    let proposal = Forger(replica: 3, bench: bench).proposal(other, view: 0)
    bench.link = { _, _, _, _, _ in (1_000, 1) }
    bench.crash(3, at: 0)
    bench.start()
    for node in [1, 2] { bench.deliver(.prePrepare(proposal), to: node, from: 3, at: 1) }
    bench.run(until: 30_000_000)
    return bench
  }

  /// Replica 1 sends replica 3 a slot that nobody decided.
  static func inventedSlot(_ configuration: LedgerConfiguration) throws -> Bench {
    var bench = try Bench(configuration)
    let other = batch(&bench, time: 1)
    let record = SlotRecord(
      batch: other, certificate: CommitCertificate(view: 0, endorsements: []), outcomes: [.none])
    bench.link = { _, _, _, _, _ in (1_000, 1) }
    bench.start()
    bench.deliver(.slots(SlotTransfer(records: [record], anchors: [])), to: 3, from: 1)
    bench.run(until: 30_000_000)
    return bench
  }

  /// Replica 3 lags, and a liar sends it the others' state at slot 2 with another session head.
  static func alteredState(
    _ base: LedgerConfiguration, isProofReal: Bool
  ) throws -> Bench {
    var configuration = base
    (configuration.parameters.window, configuration.parameters.checkpointInterval) = (4, 2)
    configuration.workload.lanes = 1
    configuration.workload.arrivals = .closed(
      outstanding: 1, think: .milliseconds(100), commands: 5)
    var bench = try Bench(configuration)
    bench.link = { _, from, to, now, _ in
      (1_000, now < 150_000 && (from == 3 || to == 3) ? 0 : 1)
    }
    bench.start()
    bench.run(until: 140_000)
    guard case .replica(let honest) = bench.seats[0].node, var proof = honest.stableProof,
      let known = honest.kept.first(where: { $0.header.slot == 2 })
    else {
      Issue.record("no state at slot 2")
      return bench
    }
    var (state, header) = (known.state, known.header)
    let main = Name(known: "main")
    guard case .session(var session) = state.domains[0].entries[.session(main)] else {
      Issue.record("no session")
      return bench
    }
    session.head.hash = .zero
    state.domains[0].entries[.session(main)] = .session(session)
    if !isProofReal {
      var crypto = bench.cryptographer
      header.state = state.digest(setup: honest.setup, crypto: &crypto)
      proof = CheckpointProof(
        epoch: 0, slot: 2, execution: header.digest(&crypto), state: header.state,
        endorsements: [])
    }
    bench.deliver(
      .state(Snapshot(state: state, header: header, proof: proof)), to: 3, from: 1)
    bench.run(until: 30_000_000)
    return bench
  }
}
