/// Which target may import which: the layers of the design.
///
/// Every target may also import `Determinism`, `Diagnostics`, and what a target that it imports may.
enum ImportTable {
  struct Row {
    let tier: Int
    let target: String
    let imports: [String]
    /// Modules of the toolchain and the system; they are not inherited.
    var system: [String] = []
  }

  static let rows: [Row] = [
    Row(tier: 0, target: "Determinism", imports: []),
    Row(tier: 0, target: "Diagnostics", imports: []),
    Row(tier: 1, target: "Cryptography", imports: ["CSodium"]),
    Row(tier: 1, target: "TemporalLogic", imports: []),
    Row(tier: 1, target: "TLAPlus", imports: []),
    Row(tier: 2, target: "Machine", imports: ["Cryptography"]),
    Row(tier: 2, target: "ModelChecking", imports: ["TemporalLogic"], system: ["Synchronization"]),
    Row(tier: 3, target: "Faults", imports: ["Machine"]),
    Row(tier: 3, target: "Traces", imports: ["Machine", "TemporalLogic"]),
    Row(tier: 4, target: "Simulation", imports: ["Faults", "TemporalLogic", "Traces"]),
    Row(
      tier: 4, target: "ClusterModel", imports: ["Faults", "ModelChecking", "Traces"],
      system: ["Synchronization"]),
    Row(tier: 4, target: "TLAModel", imports: ["TLAPlus", "ModelChecking", "Traces"]),
    Row(tier: 4, target: "NocturneLedger", imports: ["Faults", "TemporalLogic"]),
    Row(tier: 4, target: "Flatnet", imports: ["Faults", "TemporalLogic"]),
    Row(tier: 4, target: "ComputeMarket", imports: ["Faults", "TemporalLogic"]),
    Row(tier: 4, target: "Classics", imports: ["Faults", "TemporalLogic", "ModelChecking"]),
    Row(tier: 4, target: "PaperModels", imports: ["ModelChecking"]),
    Row(
      tier: 5, target: "Scenarios", imports: ["Faults", "TemporalLogic", "CFYAML"],
      system: ["FoundationEssentials"]),
    Row(
      tier: 5, target: "Reporting", imports: ["Traces", "CSQLite", "CZlib"],
      system: ["FoundationEssentials"]),
    Row(
      tier: 6, target: "Catalog",
      imports: [
        "NocturneLedger", "Flatnet", "ComputeMarket", "Classics", "PaperModels", "Simulation",
        "ClusterModel", "TLAModel", "Scenarios",
      ], system: ["FoundationEssentials"]),
    Row(
      tier: 7, target: "Commands", imports: ["Catalog", "Reporting", "CPlatform"],
      system: ["FoundationEssentials", "Synchronization"] + platform),
    Row(tier: 8, target: "nocturne", imports: ["Commands"], system: platform),
    Row(tier: 8, target: "Fuzz", imports: ["Commands"], system: platform),
  ]

  /// The system's C library, by the names it has on the systems we build for.
  private static let platform = ["Darwin", "Glibc", "Musl"]

  /// Everything that a target may import; nil when it is not in the table.
  static func allowed(for target: String) -> [String]? {
    guard let row = rows.first(where: { $0.target == target }) else { return nil }
    var reached = ["Determinism", "Diagnostics"] + row.imports
    var next = 0
    while next < reached.count {
      let imports = rows.first { $0.target == reached[next] }?.imports ?? []
      reached += imports.filter { !reached.contains($0) }
      next += 1
    }
    return reached + row.system
  }
}

extension Rule {
  static let imports = Rule(name: "imports follow the layers") { file in
    let allowed = file.isSource ? ImportTable.allowed(for: file.target) : nil
    return imports(of: file).compactMap { module, line in
      if module == "Foundation" {
        return file.violation(line, "Foundation is banned, use FoundationEssentials from tier 5 up")
      }
      guard let allowed, !allowed.contains(module) else { return nil }
      return file.violation(
        line, "\(module) is banned in \(file.target), use what its layer may import")
    }
  }

  private static func imports(of file: SourceFile) -> [(module: String, line: Int)] {
    let kinds = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
    return file.tokens.indices.compactMap { index in
      guard file.tokens[index].isWord("import"), !file.tokens[index].isAttached else { return nil }
      var name = index + 1
      if let kind = file.token(name), kinds.contains(kind.text) { name += 1 }
      return file.token(name).map { ($0.text, $0.line) }
    }
  }
}
