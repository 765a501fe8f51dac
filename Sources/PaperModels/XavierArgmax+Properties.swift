public import ModelChecking

extension XavierArgmax {
  /// What the invariants say, what the witness denies, whether some candidate has votes enough, and whether all have decided.
  public var propositions: [String] {
    ["leastOfBest", "fitsPublished", "satisfiable", "agreed", "valid", "noPanic"]
      + ["decidedFromLess", "enough", "allDecided"]
  }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "S5", .always, "leastOfBest",
        about: "the result has the smallest hash among those of greatest utility, and is the same "
          + "of the same candidates", tla: "XavierArgmax!S5"),
      ModelProperty(
        "S5_pub", .always, "fitsPublished",
        about: "of any two of equal utility, the one with the smaller hash is the result",
        tla: "XavierArgmax!S5_pub"),
      ModelProperty(
        "S5_pubSatisfiable", .always, "satisfiable",
        about: "of all candidates there is a result that the published formula lets pass",
        tla: "XavierArgmax!S5_pubSatisfiable"),
      ModelProperty(
        "AgreementArgmax", .always, "agreed", about: "no two replicas decide differently",
        tla: "XavierArgmax!AgreementArgmax"),
      ModelProperty(
        "Validity", .always, "valid", about: "no liar makes up what is decided",
        tla: "XavierArgmax!Validity"),
      ModelProperty(
        "NoPanic", .always, "noPanic", about: "no replica panics", tla: "XavierArgmax!NoPanic"),
      // A decision stays, so that each one follows in the end exactly if all of them do at once.
      ModelProperty(
        "Follows", .temporal, "G (enough -> F allDecided)",
        about: "votes that are enough are followed by everybody in the end",
        tla: "XavierArgmax!Follows"),
      ModelProperty(
        "DecidedFromLess", .sometimes, "decidedFromLess",
        about: "a replica can decide though not all have seen the same candidates",
        tla: "XavierArgmax!NeverDecidedFromLess"),
    ]
  }

  /// What was made of the candidates, and decided.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let decisions = (1...Self.replicas).map { At.decision.read(row[$0]) }
    let decided = decisions.filter(isCandidate)
    let facts: [Bool] = [
      isLeastOfBest(row),
      fitsPublished(row),
      satisfiable >> UInt64(row[0]) & 1 == 1,
      decided.allSatisfy { $0 == decided[0] },
      !decided.contains { proposals.forged.contains(Int($0)) },
      !decisions.contains(Self.panic),
      isDecidedFromLess(row),
      proposals.candidates.contains { votes($0, row) >= votesNeeded },
      decided.count == Self.replicas,
    ]
    var letter: UInt64 = 0
    for (bit, isSo) in facts.enumerated() where isSo { letter |= 1 << UInt64(bit) }
    return letter
  }

  /// Those of the module.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let words = (1...Self.replicas).map { row[$0] }
    func named(_ number: UInt32) -> String {
      number == Self.panic ? "Panic" : number == Self.noCandidate ? "NoCandidate" : "\(number)"
    }
    func set(_ bits: UInt32) -> String {
      Notation.set(proposals.candidates.filter(bits.hasCandidate).map(String.init))
    }
    func each(_ value: (UInt32) -> String) -> String {
      Notation.record(words.enumerated().map { ("r\($0 + 1)", value($1)) })
    }
    let resolved = each { word in
      At.isResolved.read(word) == 0
        ? "None"
        : Notation.record([
          ("from", set(At.from.read(word))), ("result", named(At.result.read(word))),
        ])
    }
    let utilities = proposals.candidates.map { candidate in
      let value = At.utility[candidate - 1].read(row[0])
      return ("\(candidate)", Utility.names[Int(value)])
    }
    return [
      ModelVariable("utility", Notation.record(utilities)),
      ModelVariable("seen", each { set(At.seen.read($0)) }),
      ModelVariable("resolved", resolved),
      ModelVariable("decision", each { named(At.decision.read($0)) }),
    ]
  }
}
