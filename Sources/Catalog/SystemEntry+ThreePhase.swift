import Classics
import Cryptography
import Determinism
import Machine
import Scenarios

extension SystemEntry {
  /// The three-phase exchange, for measuring and as the smallest example of a system.
  public static let threePhase = SystemEntry(
    threePhaseSchema,
    Blueprint<ThreePhaseReplica>(
      properties: ThreePhase.properties, formulas: ThreePhase.formulas, behaviours: Lying.common
    ) { scenario, cryptographer in
      var configuration = ThreePhase.Configuration(replicas: scenario.cluster.replicas)
      configuration.quorum = scenario.cluster.quorum
      let parameters = scenario.parameters
      configuration.payload = parameters.size("payload") ?? configuration.payload
      configuration.payloads = parameters.count("payloads") ?? configuration.payloads
      configuration.isSigned = parameters.boolean("signed") ?? configuration.isSigned
      configuration.slots = parameters.count("slots").map(UInt64.init) ?? configuration.slots
      configuration.timeout = parameters.duration("timeout") ?? configuration.timeout
      return ThreePhase.cluster(configuration, cryptographer)
    }.telling(ThreePhaseProjection.self))

  private static var threePhaseSchema: SystemSchema {
    var schema = SystemSchema(
      name: "three-phase",
      about: "PBFT's three phases under one leader, without view changes: the yardstick exchange")
    schema.groups = [.init("replica", "replicas", count: .replicas)]
    schema.operations = [
      .init("sign.3p", about: "signing a message"),
      .init("verify.3p", about: "verifying a message's signature"),
    ]
    schema.parameters = [
      .init(
        "slots", .count(1...1_000_000_000), "100", about: "how many slots the leader proposes"),
      .init("payload", .size, "500 B", about: "what every message carries"),
      .init(
        "payloads", .count(1...65_535), "1",
        about: "how many different contents the leader chooses from"),
      .init("signed", .boolean, "true", about: "whether messages are signed and verified"),
      .init(
        "timeout", .duration, "2 s", about: "when the leader gives a slot up and goes on"),
    ]
    schema.behaviours = [twins]
    schema.executable = simulated + [.saying]
    return schema
  }

  /// A node that exists twice with one key: the one way to lie that the engines offer to every system.
  static let twins = SystemSchema.Behaviour(
    "twins", about: "exists twice with one key",
    options: [
      .init("side", .nodes, nil, about: "the nodes that talk with the second copy")
    ])

  /// What the simulator executes.
  static let simulated: [ScenarioFeature] = [
    .partitions, .crashes, .pauses, .byzantine, .schedule, .draw, .storeFaults, .clocks, .gst,
    .memoryLimit, .liveness, .check,
  ]
}
