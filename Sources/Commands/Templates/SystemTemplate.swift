extension Template {
  /// A package with a system of one's own: two nodes, two properties, a scenario, a three-line main.
  static let system = Template(files: [
    (path: ".gitignore", text: ".build/\n/results/\n"),
    (path: "Package.swift", text: SystemTemplate.package),
    (path: "README.md", text: SystemTemplate.readme),
    (path: "Sources/{{NAME}}/main.swift", text: SystemTemplate.main),
    (path: "Sources/{{NAME}}/System.swift", text: SystemTemplate.types),
    (path: "Sources/{{NAME}}/Node.swift", text: SystemTemplate.node),
    (path: "Sources/{{NAME}}/Properties.swift", text: SystemTemplate.properties),
    (path: "Sources/{{NAME}}/Registration.swift", text: SystemTemplate.registration),
    (path: "scenarios/{{DASHED}}.yaml", text: SystemTemplate.scenario),
  ])
}

/// The texts of the files of a new system.
enum SystemTemplate {
  static let package = #"""
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "{{NAME}}",
      platforms: [.macOS(.v26)],
      dependencies: [.package(name: "nocturne", path: "{{PACKAGE}}")],
      targets: [
        .executableTarget(
          name: "{{NAME}}",
          dependencies: ["Determinism", "Machine", "TemporalLogic", "Scenarios", "Catalog", "Commands"]
            .map { .product(name: $0, package: "nocturne") },
          // The simulator is specialised for your node: without this flag it is about three times slower.
          swiftSettings: [
            .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))
          ])
      ],
      swiftLanguageModes: [.v6]
    )
    """# + "\n"

  static let readme = #"""
    # {{NAME}}

    A system under test, run by Nocturne, which the first build compiles along: it takes minutes, later
    ones seconds.

        swift run -c release {{NAME}} run {{DASHED}}

    - `Sources/{{NAME}}/System.swift`: messages, timers and facts, each with its canonical bytes.
    - `Sources/{{NAME}}/Node.swift`: the nodes. A node is a value; `step` is its only door.
    - `Sources/{{NAME}}/Properties.swift`: what must hold, judged fact by fact.
    - `Sources/{{NAME}}/Registration.swift`: what scenario files may say, and how one becomes a cluster.
    - `scenarios/{{DASHED}}.yaml`: links, faults and expectations.

    Every command of `nocturne` works here, among them `replay`, `list` and `explain`: where a report
    says `nocturne`, write `swift run -c release {{NAME}}`.

    To see a property fail, let the pinger take answers to earlier rounds (`<=` for `==` in its `guard`)
    and run again. The report names the first seed that fails; its replay line runs that seed again, and
    shows every event with `--trace text`:

        swift run -c release {{NAME}} replay {{DASHED}} --seed 1 --trace text
    """# + "\n"

  static let main = #"""
    import Commands

    #if canImport(Darwin)
      import Darwin
    #else
      import Glibc
    #endif

    exit(Command.main(systems: [.{{CAMEL}}]).rawValue)
    """# + "\n"

  static let scenario = #"""
    name: {{DASHED}}
    about: A hundred rounds over links that lose one message in ten and double one in twenty.
    system: {{DASHED}}
    links:
      all:
        from: all
        to: all
        delay: 25 ms
        jitter: {exponential: {mean: 5 ms}}
        loss: 10 %
        duplicate: 5 %
    duration: 5 min
    seeds: 1..20
    expect:
      AnsweredOnce: holds
      EveryRoundAnswered: presumably-holds
      completed: 100
    """# + "\n"
}
