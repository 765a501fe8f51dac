public import ModelChecking

extension Projection {
  /// What the invariants say, what the witnesses deny, and for each slot whether it is committed and dealt with.
  public var propositions: [String] {
    ["exactlyOnce", "noSilentDrop", "viewIsFold", "readsItsWrites"]
      + ["unknownAndAnswered", "restartedAndDone"]
      + (1...slots).map { "committed\($0)" } + (1...slots).map { "projected\($0)" }
  }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty(
        "ExactlyOnce", .always, "exactlyOnce", about: "no slot is applied twice",
        tla: "Projection!ExactlyOnce"),
      ModelProperty(
        "NoSilentDrop", .always, "noSilentDrop",
        about: "what is behind the cursor was applied, or counted as unknown",
        tla: "Projection!NoSilentDrop"),
      ModelProperty(
        "ViewIsFold", .always, "viewIsFold",
        about: "between two events the view is the fold of the ledger up to the cursor, in memory "
          + "and in the store", tla: "Projection!ViewIsFold"),
      ModelProperty(
        "RYFW", .always, "readsItsWrites",
        about: "an answer reflects what its client has seen final", tla: "Projection!RYFW"),
      ModelProperty(
        "CatchUp", .temporal,
        (1...slots).map { "G (committed\($0) -> F projected\($0))" }.joined(separator: " & "),
        about: "each slot that is committed is dealt with in the end", tla: "Projection!CatchUp"),
      ModelProperty(
        "UnknownAndAnswered", .sometimes, "unknownAndAnswered",
        about: "an unknown event can be counted, and the last slot answered for",
        tla: "Projection!NeverUnknownAndAnswered"),
      ModelProperty(
        "RestartedAndDone", .sometimes, "restartedAndDone",
        about: "all slots can be dealt with after all crashes",
        tla: "Projection!NeverRestartedAndDone"),
    ]
  }

  /// What is applied, answered and dealt with.
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let places = 0..<slots
    let (head, cur) = (Int(row[At.head]), Int(row[At.cur]))
    let invariants: [Bool] = [
      places.allSatisfy { row[At.view[$0]] <= 1 },
      (0..<cur).allSatisfy { row[At.view[$0]] > 0 || row[At.passed[$0]] == 1 },
      isFold(row),
      row[At.at] >= row[At.min],
      row[1] >> At.passed.shift != 0 && row[At.min] == slots,
      row[At.crashes] == 0 && cur == slots,
    ]
    var letter: UInt64 = 0
    for (bit, isSo) in invariants.enumerated() where isSo { letter |= 1 << UInt64(bit) }
    // The slots up to a number are as many bits.
    let committed: UInt64 = 1 << UInt64(head) - 1
    let projected: UInt64 = 1 << UInt64(cur) - 1
    return letter | committed << 6 | projected << UInt64(6 + slots)
  }

  private func isFold(_ row: Span<UInt32>) -> Bool {
    func folded(_ slot: Int, _ cursor: UInt32) -> UInt32 {
      slot <= cursor && !unknown.contains(slot) ? 1 : 0
    }
    let isBetween = row[At.up] == 1 && row[At.pc] == Counter.next
    return (0..<slots).allSatisfy {
      row[At.durableView[$0]] == folded($0 + 1, row[At.durableCur])
        && (!isBetween || row[At.view[$0]] == folded($0 + 1, row[At.cur]))
    }
  }

  /// Those of the module.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    func view(_ field: Field) -> String {
      Notation.sequence((0..<slots).map { "\(row[field[$0]])" })
    }
    func passed(_ word: Int) -> String {
      Notation.set(
        (0..<slots).filter { row[word] >> (At.passed.shift + UInt32($0)) & 1 == 1 }
          .map { "\($0 + 1)" })
    }
    return [
      ModelVariable("head", "\(row[At.head])"),
      ModelVariable("pc", Counter.names[Int(row[At.pc])]),
      ModelVariable("up", Notation.boolean(row[At.up] == 1)),
      ModelVariable("looping", Notation.boolean(row[At.looping] == 1)),
      ModelVariable("cur", "\(row[At.cur])"), ModelVariable("view", view(At.view)),
      ModelVariable("passed", passed(1)),
      ModelVariable(
        "durable",
        Notation.record([
          ("cur", "\(row[At.durableCur])"), ("view", view(At.durableView)), ("passed", passed(2)),
        ])),
      ModelVariable("cached", "\(Int(row[At.cached]) - 1)"),
      ModelVariable(
        "answer", Notation.record([("min", "\(row[At.min])"), ("at", "\(row[At.at])")])),
      ModelVariable(
        "budget",
        Notation.record([("crashes", "\(row[At.crashes])"), ("errors", "\(row[At.errors])")])),
    ]
  }
}
