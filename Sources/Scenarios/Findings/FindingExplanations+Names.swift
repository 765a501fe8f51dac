import Diagnostics

extension ScenarioFinding {
  static let nameEntries: [(code: ScenarioFinding, explanation: Explanation)] = [
    (
      .unknownSystem,
      Explanation(
        "There is no system of this name", "`nocturne list --systems` shows the systems.",
        example: "system: noctrune\n\n# mended\nsystem: nocturne")
    ),
    (
      .unknownParameter,
      Explanation(
        "The system has no parameter of this name",
        "Parameters belong to the system; the hint lists them. Options of a Byzantine behaviour "
          + "are parameters of the behaviour.",
        example: "parameters: {windows: 64}\n\n# mended\nparameters: {window: 64}")
    ),
    (
      .unknownOperator,
      Explanation(
        "The system has no operator of this name",
        "A variant can be chosen for each operator of the system; `default` is for all others.",
        example: "variant: {xavir: published}\n\n# mended\nvariant: {xavier: published}")
    ),
    (
      .unknownNode,
      Explanation(
        "There is no such node",
        "Nodes are called by group and number, from 0: replica 0, replicas 0..2, clients, all. How "
          + "many there are follows from n, clients: and the system's parameters.",
        example: "n: 4\ncrashes: [{node: replica 4, at: 1 s}]\n\n# mended\n… node: replica 3")
    ),
    (
      .unknownStore,
      Explanation(
        "The system's nodes have no such store", "The hint lists the stores.",
        example: "stores: {disk: {delay: 1 ms}}\n\n# mended\nstores: {ledger: {delay: 1 ms}}")
    ),
    (
      .unknownTimer,
      Explanation(
        "The system has no timer of this name", "The hint lists the timers.",
        example: "schedule:\n  - timer: {node: replica 1, name: overdue}")
    ),
    (
      .unknownMessage,
      Explanation(
        "The system has no message type of this name", "The hint lists the types.",
        example: "schedule:\n  - deliver: {type: PREPREPAR, from: replica 0, to: replica 1}")
    ),
    (
      .unknownOperation,
      Explanation(
        "The system has no operation of this name to price",
        "Only operations of the system have prices; the hint lists them.",
        example: "costs: {sing: 64 us}\n\n# mended\ncosts: {sign: 64 us}")
    ),
    (
      .unknownBehaviour,
      Explanation(
        "The system has no Byzantine behaviour of this name", "The hint lists the behaviours.",
        example: "behaviours: [equivocates]\n\n# mended\nbehaviours: [equivocate]")
    ),
    (
      .unknownProperty,
      Explanation(
        "The system has no property of this name",
        "`nocturne list --systems` shows them; so does the hint.",
        example: "properties: [Agrement]\n\n# mended\nproperties: [Agreement]")
    ),
    (
      .unknownExpectation,
      Explanation(
        "Neither a property nor a figure has this name",
        "An expectation names a property of the system, such as Agreement, or a figure, such as "
          + "visible.p50 or completed.",
        example: "expect: {visible.p55: 160 ms}\n\n# mended\nexpect: {visible.p50: 160 ms}")
    ),
    (
      .unknownMutant,
      Explanation(
        "The system has no mutant of this name", "`nocturne list --mutants` shows them.",
        example: "mutant: noPreparedCary")
    ),
    (
      .unknownLet,
      Explanation(
        "A name is used that let: does not define",
        "$name stands for a value of let:. In expectations the names n and f are known besides.",
        example: "let: {replicaDelay: 25 ms}\n… delay: $replicaDelai")
    ),
    (
      .circularLet,
      Explanation(
        "A value of let: stands for itself",
        "A value may be another name or hold some, but each chain has to end in a value.",
        example: "let: {a: $b, b: $a}")
    ),
  ]
}
