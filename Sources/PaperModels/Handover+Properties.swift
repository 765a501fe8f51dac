public import ModelChecking

extension Handover {
  /// What the invariants say, what the witnesses deny, and for each block whether it is committed and taken.
  public var propositions: [String] {
    ["linked", "authentic", "differ", "notHalted", "heldOldAndNew", "complete"]
      + (1...blocks).map { "committed\($0)" } + (1...blocks).map { "taken\($0)" }
  }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "S3", .always, "linked", about: "each block that is taken was built on the one before it",
        tla: "Handover!S3"),
      ModelProperty(
        "Authentic", .always, "authentic", about: "no block that is taken is a forgery",
        tla: "Handover!Authentic"),
      ModelProperty(
        "NoDuplicate", .always, "differ", about: "no block is taken twice",
        tla: "Handover!NoDuplicate"),
      ModelProperty(
        "NoFalseHalt", .always, "notHalted",
        about: "nobody calls a halt, as nobody has broken a rule", tla: "Handover!NoFalseHalt"),
      ModelProperty(
        "Delivery", .temporal,
        (1...blocks).map { "G (committed\($0) -> F taken\($0))" }.joined(separator: " & "),
        about: "what is committed is taken in the end", tla: "Handover!Delivery"),
      ModelProperty(
        "HeldOldAndNew", .sometimes, "heldOldAndNew",
        about: "of what is held back, some can be in the history while some lies beyond a gap",
        tla: "Handover!NeverHeldOldAndNew"),
      ModelProperty(
        "Complete", .sometimes, "complete", about: "the subscriber can have all blocks",
        tla: "Handover!NeverComplete"),
    ]
  }

  /// What was taken.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let got = Taken.all(of: row)
    let isLinked = got.indices.allSatisfy {
      got[$0] < 0 || got[$0] - 1 == ($0 == 0 ? 0 : got[$0 - 1])
    }
    let differ = got.indices.allSatisfy { !got[..<$0].contains(got[$0]) }
    let held = (1...blocks).filter { row[At.held] &>> UInt32($0 - 1) & 1 == 1 }
    let isOldAndNew =
      held.contains { $0 <= got.count } && held.contains { $0 > got.count + 1 }
    var letter: UInt64 =
      (isLinked ? 1 : 0) | (got.allSatisfy { $0 > 0 } ? 2 : 0) | (differ ? 4 : 0)
      | (row[At.halted] == 0 ? 8 : 0) | (isOldAndNew ? 16 : 0) | (got.count >= blocks ? 32 : 0)
    // The blocks up to the head are as many bits.
    letter |= (1 << UInt64(row[At.head]) - 1) << 6
    for block in got where block > 0 { letter |= 1 << UInt64(5 + blocks + block) }
    return letter
  }

  /// Those of the module.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let queue = Queue(row[At.q])
    let held = (1...blocks).filter { row[At.held] &>> UInt32($0 - 1) & 1 == 1 }
    return [
      ModelVariable("head", "\(row[At.head])"),
      ModelVariable("pc", Phase.names[Int(row[At.pc])]),
      ModelVariable("q", Notation.sequence((0..<queue.count).map { "\(queue[$0])" })),
      ModelVariable("held", Notation.set(held.map(String.init))),
      ModelVariable("got", Notation.sequence(Taken.all(of: row).map(String.init))),
      ModelVariable("halted", Notation.boolean(row[At.halted] == 1)),
      ModelVariable(
        "budget",
        Notation.record([
          ("losses", "\(row[At.losses])"), ("duplicates", "\(row[At.duplicates])"),
        ])),
    ]
  }
}
