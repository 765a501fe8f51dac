public import Diagnostics

/// What `shrink` says of its work, as JSON and in words.
public struct ShrinkDocument: Sendable {
  /// How large a failing run is, as far as its violation.
  public struct Size: Equatable, Sendable {
    /// Nodes of the cluster.
    public var nodes: Int
    /// Faults that were done.
    public var faults: UInt64
    /// Inputs that nodes took, boots aside, and crashes.
    public var steps: UInt64
    /// Messages that arrived.
    public var messages: UInt64

    /// A size.
    public init(nodes: Int, faults: UInt64, steps: UInt64, messages: UInt64) {
      self.nodes = nodes
      self.faults = faults
      self.steps = steps
      self.messages = messages
    }
  }

  /// The scenario that was shrunk.
  public var scenario: String
  /// Its case.
  public var caseName: String
  /// The seed of the run.
  public var seed: UInt64
  /// The property that is violated before and after.
  public var property: String
  /// Whether the result is a schedule of steps, rather than a run by time.
  public var isScripted: Bool
  /// The run before.
  public var before: Size
  /// The run after.
  public var after: Size
  /// How many candidates were run.
  public var candidates: Int
  /// The file that was written, if one was.
  public var out: String?
  /// Whether it stopped before nothing more could be left out.
  public var isCut: Bool
  /// Whether it stopped before a schedule was tried.
  public var isUntried = false

  /// What was done.
  public init(
    scenario: String, caseName: String, seed: UInt64, property: String, isScripted: Bool,
    before: Size, after: Size, candidates: Int, out: String?, isCut: Bool
  ) {
    self.scenario = scenario
    self.caseName = caseName
    self.seed = seed
    self.property = property
    self.isScripted = isScripted
    self.before = before
    self.after = after
    self.candidates = candidates
    self.out = out
    self.isCut = isCut
  }

  /// The document; without a file that was written it holds the scenario itself.
  public func json(exit: Int, text: String) -> String {
    var json = JSONWriter()
    json.envelope(command: "shrink", exit: exit) { json in
      json.member("scenario", scenario)
      json.member("case", caseName)
      json.member("seed", seed)
      json.member("property", property)
      json.member("scripted", isScripted)
      json.object("before") { $0.members(of: before) }
      json.object("after") { $0.members(of: after) }
      json.member("candidates", candidates)
      json.member("complete", !isCut)
      json.member("out", out)
      if out == nil { json.member("text", text) }
    }
    return json.text
  }

  /// The document of a run that cannot be shrunk.
  public static func refusal(exit: Int, findings: [Finding]) -> String {
    var json = JSONWriter()
    json.envelope(command: "shrink", exit: exit, findings: findings)
    return json.text
  }

  /// The figures in words.
  public var text: String {
    var table = TextTable([.left(""), .right("before"), .right("after")])
    table.rows = [
      ["nodes", Quantity.count(before.nodes), Quantity.count(after.nodes)],
      ["faults", Quantity.count(before.faults), Quantity.count(after.faults)],
      ["steps", Quantity.count(before.steps), Quantity.count(after.steps)],
      ["messages", Quantity.count(before.messages), Quantity.count(after.messages)],
    ]
    let tried = Quantity.of(candidates, "candidate", "candidates")
    var lines = ["\(property) of \(scenario), \(caseName), seed \(seed): \(tried) tried"]
    lines += table.lines()
    if !isScripted {
      lines.append(
        isUntried
          ? "stopped before the run could become a schedule, so it is by time still"
          : "no schedule shows the violation, so the run is by time still")
    }
    if isCut { lines.append("stopped before nothing more could be left out") }
    if let out { lines.append("run: nocturne run \(ShellWord.quoted(out))") }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension JSONWriter {
  fileprivate mutating func members(of size: ShrinkDocument.Size) {
    member("nodes", size.nodes)
    member("faults", size.faults)
    member("steps", size.steps)
    member("messages", size.messages)
  }
}
