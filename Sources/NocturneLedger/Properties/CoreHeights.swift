import Determinism

/// How far replicas have executed, and who of them belongs to the core that has healed.
struct CoreHeights: Sendable {
  /// The slots up to which each replica has executed, by position; nil before it told so.
  private var heights: [UInt64?] = []
  private var core = NodeSet()

  /// Takes notice of the core.
  mutating func heal(_ core: NodeSet) {
    self.core = core
    for node in core where (heights.element(at: Int(node.index)) ?? nil) == nil {
      _ = set(UInt16(node.index), to: 0)
    }
  }

  /// The members of the core with their heights.
  var ofCore: [(replica: UInt64, height: UInt64)] {
    core.map { node in (UInt64(node.index), heights[Int(node.index)] ?? 0) }
  }

  /// Appends all of it.
  func encode(into writer: inout CanonicalWriter) {
    for height in heights {
      writer.encode(height != nil)
      writer.put(height ?? 0)
    }
    for node in core { writer.put(node.index) }
    writer.put(UInt16(core.count))
  }

  func isInCore(_ replica: UInt16) -> Bool { core.contains(NodeID(Int(replica))) }

  /// A replica has executed all slots up to one.
  ///
  /// - Returns: The height that it had; nil if it had told none.
  mutating func set(_ replica: UInt16, to slot: UInt64) -> UInt64? {
    while heights.count <= Int(replica) { heights.append(nil) }
    defer { heights[Int(replica)] = slot }
    return heights[Int(replica)]
  }
}
