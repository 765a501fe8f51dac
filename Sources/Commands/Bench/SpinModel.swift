/// The state spaces of two compiled models in PROMELA, so that SPIN explores the same ones beside them.
///
/// - Source: Holzmann, *The SPIN model checker* (2003), for the language and what its verifier is built with.
enum SpinModel {
  /// Two-phase commit with a set of messages: one process, whose steps are those of ``TwoPhaseCommit``.
  ///
  /// Each step asserts what `Consistent` says.
  static func twoPhaseCommit(managers: Int) -> String {
    func some(_ state: Int) -> String {
      (0..<managers).map { "manager[\($0)] == \(state)" }.joined(separator: " || ")
    }
    func step(_ text: String) -> String { "  :: d_step { \(text); CONSISTENT }" }
    var lines = [
      "byte manager[\(managers)]; byte coordinator; short prepared, sent; bit commit, abort;",
      "#define CONSISTENT assert(!((\(some(2))) && (\(some(3)))))",
      "active proctype protocol() {", "  do",
      step("coordinator == 0 && prepared == \(1 << managers - 1) -> coordinator = 1; commit = 1"),
      step("coordinator == 0 -> coordinator = 2; abort = 1"),
    ]
    for manager in 0..<managers {
      let bit = 1 << manager
      lines += [
        step("coordinator == 0 && (sent & \(bit)) != 0 -> prepared = prepared | \(bit)"),
        step("manager[\(manager)] == 0 -> manager[\(manager)] = 1; sent = sent | \(bit)"),
        step("manager[\(manager)] == 0 -> manager[\(manager)] = 3"),
        step("commit -> manager[\(manager)] = 2"), step("abort -> manager[\(manager)] = 3"),
      ]
    }
    return (lines + ["  od", "}"]).joined(separator: "\n") + "\n"
  }

  /// Philosophers, a process each, of whom somebody eats again and again.
  static func philosophers(seats: Int) -> String {
    let eating = (0..<seats).map { "at[\($0)] == 2" }.joined(separator: " || ")
    var lines = ["byte at[\(seats)]; bit fork[\(seats)];", "#define EATING (\(eating))"]
    for seat in 0..<seats {
      let isLast = seat == seats - 1
      let (first, second) = isLast ? (0, seat) : (seat, seat + 1)
      lines += [
        "active proctype philosopher\(seat)() {", "  do",
        "  :: d_step { at[\(seat)] == 0 && !fork[\(first)] -> fork[\(first)] = 1; at[\(seat)] = 1 }",
        "  :: d_step { at[\(seat)] == 1 && !fork[\(second)] -> fork[\(second)] = 1; at[\(seat)] = 2 }",
        "  :: d_step { at[\(seat)] == 2 -> fork[\(first)] = 0; fork[\(second)] = 0; at[\(seat)] = 0 }",
        "  od", "}",
      ]
    }
    return (lines + ["ltl live { [] <> EATING }"]).joined(separator: "\n") + "\n"
  }
}
