// swift-tools-version: 6.2
import PackageDescription

// A package that is used as a versioned dependency may hold no unsafe flags; without this one the
// simulator is about three times slower, so a root build keeps it and `nocturne bench` insists.
let asDependency = Context.environment["NOCTURNE_AS_DEPENDENCY"] != nil
// Set by `.ci/long fuzz`: instruments the libraries and adds the fuzz executables.
let fuzzing = Context.environment["NOCTURNE_FUZZ"] != nil

let settings: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
  + (asDependency
    ? []
    : [
      .unsafeFlags(
        ["-cross-module-optimization", "-enforce-exclusivity=unchecked"],
        .when(configuration: .release)),
      .define("NOCTURNE_CROSS_MODULE", .when(configuration: .release)),
    ])
  + (fuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

/// A library target, its tests, and what it may import; the tidy test holds the same table.
struct Layer {
  var name: String
  var imports: [String] = []
  var isProduct = false
  var tests = true
  /// Whether it has a file of properties, of its name, which is built in as bytes.
  var hasProperties = false
}

let layers: [Layer] = [
  Layer(name: "Determinism", isProduct: true),
  Layer(name: "Diagnostics", isProduct: true),
  Layer(name: "Cryptography", imports: ["Determinism", "CSodium"], isProduct: true),
  Layer(name: "TemporalLogic", imports: ["Determinism", "Diagnostics"], isProduct: true),
  Layer(name: "Machine", imports: ["Determinism", "Cryptography"], isProduct: true),
  Layer(
    name: "ModelChecking", imports: ["Determinism", "Diagnostics", "TemporalLogic"], isProduct: true
  ),
  Layer(name: "Faults", imports: ["Determinism", "Cryptography", "Machine"], isProduct: true),
  Layer(name: "Traces", imports: ["Determinism", "Machine", "TemporalLogic"], isProduct: true),
  Layer(
    name: "Simulation",
    imports: [
      "Determinism", "Diagnostics", "Cryptography", "Machine", "Faults", "TemporalLogic", "Traces",
    ], isProduct: true),
  Layer(
    name: "NocturneLedger",
    imports: ["Determinism", "Diagnostics", "Cryptography", "Machine", "Faults", "TemporalLogic"],
    hasProperties: true),
  Layer(
    name: "Classics",
    imports: [
      "Determinism", "Diagnostics", "Cryptography", "Machine", "Faults", "TemporalLogic",
      "ModelChecking",
    ], isProduct: true),
  Layer(
    name: "PaperModels",
    imports: ["Determinism", "Diagnostics", "TemporalLogic", "ModelChecking"], isProduct: true),
  Layer(
    name: "ClusterModel",
    imports: [
      "Determinism", "Diagnostics", "Cryptography", "Machine", "Faults", "TemporalLogic",
      "ModelChecking", "Traces",
    ], isProduct: true),
  Layer(
    name: "Scenarios",
    imports: [
      "Determinism", "Diagnostics", "Cryptography", "Machine", "Faults", "TemporalLogic", "CFYAML",
    ],
    isProduct: true),
  Layer(
    name: "Reporting",
    imports: ["Determinism", "Diagnostics", "TemporalLogic", "Traces"], isProduct: true),
  Layer(
    name: "Catalog",
    imports: [
      "Determinism", "Diagnostics", "Cryptography", "Machine", "Faults", "TemporalLogic", "Traces",
      "ModelChecking", "ClusterModel", "Simulation", "NocturneLedger", "Classics", "PaperModels",
      "Scenarios",
    ], isProduct: true),
  Layer(
    name: "Commands",
    imports: [
      "Determinism", "Diagnostics", "Cryptography", "Machine", "Faults", "TemporalLogic", "Traces",
      "ModelChecking", "ClusterModel", "Simulation", "Classics", "Scenarios", "Reporting",
      "Catalog", "CPlatform",
    ], isProduct: true),
]

/// What the tests of a target use besides what it may import.
func testImports(_ target: String) -> [String] {
  switch target {
  case "Classics": ["Simulation", "Traces", "ClusterModel"]  // Systems are tested on the engines.
  case "ClusterModel": ["Classics", "Simulation"]
  case "Commands": ["ImpureProgram"]
  // Small systems with known numbers of states stand there.
  case "ModelChecking": ["Classics"]
  case "PaperModels": ["Classics"]  // Raft is the twin of a module, too.
  default: []
  }
}

let package = Package(
  name: "nocturne",
  platforms: [.macOS(.v26)],
  products: [.executable(name: "nocturne", targets: ["nocturne"])]
    + layers.filter(\.isProduct).map { .library(name: $0.name, targets: [$0.name]) },
  targets: [
    .systemLibrary(
      name: "CSodium", pkgConfig: "libsodium",
      providers: [.apt(["libsodium-dev"]), .brew(["libsodium"])]),
    .systemLibrary(
      name: "CFYAML", pkgConfig: "libfyaml",
      providers: [.apt(["libfyaml-dev"]), .brew(["libfyaml"])]),
    .target(name: "CPlatform"),
    .executableTarget(name: "nocturne", dependencies: ["Commands"], swiftSettings: settings),
  ]
    + layers.map {
      .target(
        name: $0.name, dependencies: $0.imports.map { .init(stringLiteral: $0) },
        resources: $0.hasProperties ? [.embedInCode("Properties/\($0.name).properties")] : [],
        swiftSettings: settings)
    }
    + layers.filter(\.tests).map {
      .testTarget(
        name: "\($0.name)Tests",
        dependencies: ([$0.name] + $0.imports + testImports($0.name))
          .map { .init(stringLiteral: $0) },
        swiftSettings: settings)
    }
    + [
      .testTarget(name: "TidyTests", swiftSettings: settings),
      // Breaks the rules on purpose; the tests of `--verify` run it as a program.
      .executableTarget(
        name: "ImpureProgram",
        dependencies: ["Catalog", "Commands", "Determinism", "Machine", "Scenarios"],
        path: "Tests/ImpureProgram", swiftSettings: settings),
    ]
    + (fuzzing
      ? [
        .executableTarget(
          name: "Fuzz",
          dependencies: [
            "Catalog", "Classics", "Commands", "Determinism", "Diagnostics", "NocturneLedger",
            "Scenarios", "TemporalLogic",
          ],
          swiftSettings: settings,
          linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
      ] : []),
  swiftLanguageModes: [.v6]
)
