import Determinism

/// The fields of `clocks:`.
enum ClockFields {
  private static let nodes = Field("nodes", Kind<NodeSet>.nodes, "all", "Whose clocks.")
  private static let skew = Field(
    "skew", Kind<Int64>.signedDuration, "0 ms", "By how much they are ahead; below 0, behind.")
  private static let drift = Field(
    "drift", Kind<Int64>.drift, "0 ppm", "How much too fast they run; below 0, too slowly.")
  private static let from = Field(
    "from", Kind<Ticks>.duration, "0 ms", "From when; the skew changes in a step then.")

  private static let rule = Kind<ClockRule>.object("a clock rule", [nodes, skew, drift, from]) {
    ClockRule(
      name: "", nodes: $0[nodes], skewMicroseconds: $0[skew], driftPartsPerBillion: $0[drift],
      from: $0[from])
  }

  private static let map = Kind<[Named<ClockRule>]>.map(from: "names of rules", to: rule)

  /// The rules; of those that name a node the latest to begin counts, and of these the last.
  static let clocks = Kind<[ClockRule]>(
    shape: map.shape,
    read: { node, reading in
      map.read(node, reading)?.map { named in
        var rule = named.value
        rule.name = named.name
        return rule
      }
    },
    write: { $0.isEmpty ? "{}" : nil })
}
