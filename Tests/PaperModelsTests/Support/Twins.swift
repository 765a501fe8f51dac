/// The twins there are: one line each.
enum Twins {
  /// Those of the papers' modules, in their order, and those of textbook protocols.
  static let all = papers + classics

  static let classics: [Twin] = [RaftTests.twin, RaftMembershipTests.twin]

  static let papers: [Twin] = [
    TeleportTests.twin,
    HandoverTests.twin,
    HysteresisPubTests.twin,
    XavierArgmaxTests.twin,
    ProjectionTests.twin,
    FairnessFormsTests.twin,
    PhoenixStoreTests.twin,
    WritePathTests.twin,
    MtorGossipTests.twin,
    XavierPBFTTests.twin,
  ]
}
