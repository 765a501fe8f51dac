public import ModelChecking

extension Teleport {
  /// What steps tell: that an operation changes its target by what its source no longer has, and that a node changes which
  /// is neither written to nor has a part in an operation that goes on.
  enum Pulse {
    static let (stale, touches): (UInt64, UInt64) = (1, 2)
  }

  /// What steps tell, what the invariants say, what the witnesses deny, and which operations are being executed.
  public var propositions: [String] {
    ["stale", "touchesOthers", "logged", "uniqueProof", "noDouble", "conserved", "serialisable"]
      + ["refused", "askedTwice", "allDone"] + Self.ops.map { "inFlight_\($0)" }
  }

  /// What steps tell.
  public var pulses: UInt64 { Pulse.stale | Pulse.touches }

  func pulses(from row: Span<UInt32>, to next: Span<UInt32>) -> UInt64 {
    let isStale = Self.ops.indices.contains { op in
      guard next[At.applied[op]] > row[At.applied[op]] else { return false }
      let request = Request(op, of: row)
      let taken = isRepaired ? request.expected : request.read
      return !Holding(row[At.holds[request.from]]).contains(taken)
    }
    let isUpdate = next[At.updates] < row[At.updates]
    let touchesOthers = Self.nodes.indices.contains { node in
      if next[At.holds[node]] == row[At.holds[node]] || isUpdate { return false }
      return !Self.ops.indices.contains { op in
        guard row[At.pc[op]] == Phase.read, next[At.pc[op]] != Phase.read else { return false }
        let request = Request(op, of: row)
        return request.from == node || request.to == node
      }
    }
    return (isStale ? Pulse.stale : 0) | (touchesOthers ? Pulse.touches : 0)
  }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "I1", .always, "logged & uniqueProof",
        about: "an operation that is over has changed its target if and only if there is one proof",
        tla: "Teleport!I1"),
      ModelProperty(
        "Logged", .always, "logged",
        about: "of an operation that is over and has changed its target there is a proof",
        tla: "Teleport!Logged"),
      ModelProperty(
        "UniqueProof", .always, "uniqueProof", about: "there is one proof of an operation at most",
        tla: "Teleport!UniqueProof"),
      ModelProperty(
        "NoDoubleTeleport", .always, "noDouble",
        about: "an operation changes its target once at most", tla: "Teleport!NoDoubleTeleport"),
      ModelProperty(
        "Conservation", .always, "conserved", about: "every object is in one place",
        tla: "Teleport!Conservation"),
      ModelProperty(
        "Serialisable", .always, "serialisable",
        about: "some order of all that has had an effect, one after the other, leads to the states "
          + "there are", tla: "Teleport!Serialisable"),
      ModelProperty(
        "Fresh", .always, "!stale",
        about: "what an operation writes is what its source has when it does",
        tla: "Teleport!Fresh"),
      ModelProperty(
        "Frame", .always, "!touchesOthers",
        about: "a node changes by a write to it, or by an operation from it or to it",
        tla: "Teleport!Frame"),
      ModelProperty(
        "Settles", .temporal,
        Self.ops.map { "G (inFlight_\($0) -> F !inFlight_\($0))" }.joined(separator: " & "),
        about: "what is being executed is done, refused or crashed in the end",
        tla: "Teleport!Settles"),
      ModelProperty(
        "Refused", .sometimes, "refused",
        about: "an operation can be refused because the version that it expects is gone",
        tla: "Teleport!NeverRefused"),
      ModelProperty(
        "AskedTwice", .sometimes, "askedTwice",
        about: "an operation of which there is a proof can be asked for again",
        tla: "Teleport!NeverAskedTwice"),
      ModelProperty(
        "AllDone", .sometimes, "allDone", about: "all operations can be done",
        tla: "Teleport!NeverAllDone"),
    ]
  }

  /// Where operations are, and what they have done.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let log = Proof.all(of: row)
    let proofs = Self.ops.indices.map { op in log.count { $0.op == op } }
    let pcs = Self.ops.indices.map { row[At.pc[$0]] }
    let inFlight = pcs.map { $0 == Phase.read || $0 == Phase.written }
    let states = Self.nodes.indices.map { Holding(row[At.holds[$0]]) }
    let effects = Effect.all(of: row)
    let facts: [Bool] = [
      false,
      false,
      pcs.indices.allSatisfy { inFlight[$0] || row[At.applied[$0]] == 0 || proofs[$0] > 0 },
      proofs.allSatisfy { $0 <= 1 },
      pcs.indices.allSatisfy { row[At.applied[$0]] <= 1 },
      Self.objects.indices.allSatisfy { object in states.count { $0[object] != nil } == 1 },
      Self.someOrder(
        of: effects, left: 1 &<< UInt32(effects.count) - 1, from: Holding.initial, to: row[0]),
      pcs.contains(Phase.refused),
      pcs.indices.contains { pcs[$0] == Phase.read && proofs[$0] > 0 },
      pcs.allSatisfy { $0 == Phase.done },
    ]
    var letter: UInt64 = 0
    for (bit, isSo) in (facts + inFlight).enumerated() where isSo { letter |= 1 << UInt64(bit) }
    return letter
  }

  /// Those of the module.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    func each(_ value: (Int) -> String) -> String {
      Notation.record(Self.ops.indices.map { (Self.ops[$0], value($0)) })
    }
    let states = Self.nodes.indices.map { (Self.nodes[$0], Holding(row[At.holds[$0]]).text) }
    let requests = each { op in
      if row[At.request[op]] == 0 { return "None" }
      let request = Request(op, of: row)
      return Notation.record([
        ("from", Self.nodes[request.from]), ("to", Self.nodes[request.to]),
        ("object", Self.objects[request.object]), ("read", request.read.text),
      ])
    }
    let log = Proof.all(of: row).map {
      Notation.record([
        ("op", Self.ops[$0.op]), ("to", Self.nodes[$0.to]), ("state", $0.state.text),
      ])
    }
    return [
      ModelVariable("holds", Notation.record(states)),
      ModelVariable("pc", each { Phase.names[Int(row[At.pc[$0]])] }),
      ModelVariable("request", requests),
      ModelVariable("log", Notation.sequence(log)),
      ModelVariable("applied", each { "\(row[At.applied[$0]])" }),
      ModelVariable("effects", Notation.sequence(Effect.all(of: row).map(\.text))),
      ModelVariable(
        "budget",
        Notation.record([
          ("updates", "\(row[At.updates])"), ("retries", "\(row[At.retries])"),
          ("replays", "\(row[At.replays])"),
        ])),
    ]
  }
}
