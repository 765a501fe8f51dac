import Diagnostics

extension ScenarioFinding {
  static let caseEntries: [(code: ScenarioFinding, explanation: Explanation)] = [
    (
      .badExpression,
      Explanation(
        "An expression cannot be read",
        "Expected figures may be sums of products: quantities with units, numbers, and names of "
          + "let:. A product has one quantity at most.",
        example: "visible.p50: 160 ms * 3 ms\n\n# mended\nvisible.p50: 160 ms + 3 * $replicaDelay")
    ),
    (
      .badPath,
      Explanation(
        "A path leads to no field",
        "--set, cases: and sweep: name a field by its path, joined by dots: clients.load.rate, "
          + "links.default.delay, crashes.0.at; or a value of let: by its name.",
        example: "--set link.default.delay=5ms\n\n# mended\n--set links.default.delay=5ms")
    ),
    (
      .badDraw,
      Explanation(
        "Drawn values do not fit the scenario",
        "Every value that draw: may put into a field is tried before the first run: the values of "
          + "oneOf, the ends of ranges, and the ends of neighbouring ranges together.",
        example: "pauses: [{node: replica 0, at: 1 s, until: 3 s}]\n"
          + "draw: {pauses.0.until: {between: [1 s, 5 s]}}\n\n"
          + "# mended\ndraw: {pauses.0.until: {between: [2 s, 5 s]}}")
    ),
    (
      .duplicateCase,
      Explanation(
        "Two cases have one name",
        "Results are filed under a case's name. Names come from cases: and from the values of "
          + "sweep:, which must differ.",
        example: "sweep: {n: [4, 4]}\n\n# mended\nsweep: {n: [4, 7]}")
    ),
    (
      .tooManyCases,
      Explanation(
        "The file makes too many cases",
        "Every combination of the values of sweep: is a case, for each of cases:. At most 10,000, "
          + "and fewer for a very long file: all cases and their canaries together may come to "
          + "5,000,000 values, 2,000,000 of them brought in by names of let:.",
        example: "sweep: {n: [ … 200 values … ], f: [ … 200 values … ]}")
    ),
  ]

  static let checkEntries: [(code: ScenarioFinding, explanation: Explanation)] = [
    (
      .timesInverted,
      Explanation(
        "Something ends before it begins",
        "All times count from the start of the run: `until` and `restart` are moments, not lengths.",
        example: "partitions: [{from: 60 s, until: 30 s, sides: [ … ]}]\n\n# mended\n"
          + "partitions: [{from: 60 s, until: 90 s, sides: [ … ]}]")
    ),
    (
      .overlappingSides,
      Explanation(
        "A node is on two sides of a partition",
        "Sides lose each other; a node on two of them would lose itself. A node on no side is not "
          + "affected at all.",
        example: "sides: [replicas 0..2, replicas 2..3]\n\n# mended\n"
          + "sides: [replicas 0..1, replicas 2..3]")
    ),
    (
      .overlappingFaults,
      Explanation(
        "Two faults of a node exclude each other",
        "A crash lasts until its restart, or for ever if it has none; a node that is down cannot "
          + "crash. A node has at most one second copy.",
        example: "crashes:\n  - {node: replica 0, at: 1 s}\n  - {node: replica 0, at: 5 s}\n\n"
          + "# mended\ncrashes:\n  - {node: replica 0, at: 1 s, restart: 3 s}\n"
          + "  - {node: replica 0, at: 5 s}")
    ),
    (
      .tooFewReplicas,
      Explanation(
        "There are fewer than 3f + 1 replicas",
        "With fewer, f liars can make two honest replicas decide differently (Pease, Shostak and "
          + "Lamport, 1980). To study that, say unsafe: true.",
        example: "n: 3\nf: 1\n\n# mended\nn: 4\nf: 1")
    ),
    (
      .quorumTooSmall,
      Explanation(
        "Two quorums may share no honest replica",
        "Two sets of Q out of n replicas share at least 2Q - n; agreement needs more than f. To "
          + "study a smaller quorum, say unsafe: true.",
        example: "n: 5\nf: 1\nquorum: 3\n\n# mended\nn: 5\nf: 1\nquorum: 4")
    ),
    (
      .tooManyLiars,
      Explanation(
        "More replicas lie than the system is built for",
        "Its promises hold for f liars. To study more, say unsafe: true.",
        example: "n: 4\nbyzantine: [{nodes: replicas 2..3, behaviours: [silent]}]")
    ),
    (
      .misplacedBehaviour,
      Explanation(
        "A liar cannot lie like that",
        "Many lies are of one role only: a client has no proposals to equivocate about. When none of "
          + "the nodes can tell the lie it is an error, and a warning when some can.",
        example: "byzantine: [{nodes: client 0, behaviours: [equivocatePrePrepare]}]\n\n# mended\n"
          + "byzantine: [{nodes: replica 0, behaviours: [equivocatePrePrepare]}]")
    ),
    (
      .systemCheck,
      Explanation(
        "The system refuses a combination of values",
        "The system has a condition of its own on its parameters; the message says which.",
        example: "parameters: {checkpoint: 10, window: 64}\n\n# mended\n"
          + "parameters: {checkpoint: 16, window: 64}")
    ),
    (
      .notYetExecutable,
      Explanation(
        "The scenario is valid, but the engine cannot do this yet",
        "The whole schema is read and checked, so that scenarios can be written before everything "
          + "in them can be run. A section that a run does not need is a warning; one without which "
          + "the run would mean something else is an error.",
        example: "liveness: {after: 60 s, within: 10 s}")
    ),
  ]
}
