/// The TLA+ modules in `specs/` of which the small models are the twins.
public enum PaperModules {
  /// Their names, in the order in which the papers come to them.
  public static let names = [
    "Teleport", "Handover", "HysteresisPub", "XavierArgmax", "Projection", "Fairness",
    "PhoenixStore", "WritePath", "MtorGossip", "XavierPBFT",
  ]
}
