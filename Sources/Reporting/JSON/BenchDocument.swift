public import Diagnostics

/// The JSON document of `bench`.
public struct BenchDocument: Sendable {
  /// One row per measurement.
  public var rows: [Row]

  /// A document of measurements.
  public init(rows: [Row]) { self.rows = rows }

  /// One measurement, perhaps beside a peer's in the same run.
  public struct Row: Equatable, Sendable {
    /// What was measured.
    public var name: String
    /// What is counted, such as `events/CPU s`.
    public var unit: String
    /// Our figure.
    public var ours: UInt64
    /// The peer's figure; nil without a peer.
    public var peer: UInt64?
    /// The peer.
    public var peerName: String?
    /// The ratio of the two in thousandths, better above 1,000.
    public var ratioMilli: UInt64?
    /// The ratio, or the figure, that is asked for, in thousandths; nil where nothing is.
    public var gateMilli: UInt64?
    /// Whether the gate is met; nil without one.
    public var isMet: Bool?

    /// A measurement without a peer and without a gate.
    public init(name: String, unit: String, ours: UInt64) {
      self.name = name
      self.unit = unit
      self.ours = ours
    }
  }

  /// The document.
  public func json(exit: Int, findings: [Finding] = []) -> String {
    var json = JSONWriter()
    json.envelope(command: "bench", exit: exit, findings: findings) { json in
      json.array("rows") { json in
        for row in rows { json.object { $0.members(of: row) } }
      }
    }
    return json.text
  }
}

extension JSONWriter {
  fileprivate mutating func members(of row: BenchDocument.Row) {
    member("name", row.name)
    member("unit", row.unit)
    member("ours", row.ours)
    member("peer", row.peer)
    member("peerName", row.peerName)
    member("ratioMilli", row.ratioMilli)
    member("gateMilli", row.gateMilli)
    if let isMet = row.isMet { member("met", isMet) } else { null("met") }
  }
}
