/// The twins there are, in the order of the modules: one line each.
enum Twins {
  static let all: [Twin] = [
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
