import Catalog
import Diagnostics
import Reporting
import Scenarios
import TemporalLogic

extension Subcommand {
  static let list = Subcommand(
    summary: "List the scenarios, systems, models and mutants there are",
    details: "Without an option everything is listed.", action: listAll)
}

private func listAll(
  _ arguments: ParsedArguments, _ console: any Console, _ systems: [SystemEntry]
) -> ExitCode {
  let chosen = [Option.scenarios, .systems, .models, .mutants].filter(arguments.has)
  let listing = Listing(systems)
  if let name = arguments.text(.propositions) {
    return listing.propositions(of: name, arguments, console)
  }
  if arguments.has(.json) {
    console.writeLine(listing.document)
    return .met
  }
  if chosen.isEmpty || arguments.has(.scenarios) { listing.showScenarios(console) }
  if chosen.isEmpty || arguments.has(.systems) { listing.showSystems(console) }
  if chosen.isEmpty || arguments.has(.models) { listing.showModels(console) }
  if chosen.isEmpty || arguments.has(.mutants) { listing.showMutants(console) }
  return .met
}

/// What there is: scenarios under `scenarios/`, systems of the catalog, and their mutants.
struct Listing {
  private let systems: [SystemEntry]

  init(_ systems: [SystemEntry]) { self.systems = systems }

  private struct ScenarioLine {
    let name: String
    let system: String
    let variants: [String]
    let cases: [String]
    let about: String
  }

  private var scenarios: [ScenarioLine] {
    ScenarioLocator.names.map { name in
      let path = Path.join(ScenarioLocator.folder, name + ScenarioLocator.suffix)
      let most = ScenarioFile.mostBytes + 1
      let bytes = (try? FileSystem.beginning(of: path, bytes: most)) ?? []
      let file = ScenarioFile.load(
        SourceText(name: path, bytes: bytes), systems: systems.map(\.schema))
      guard let first = file.cases.first?.scenario else {
        return ScenarioLine(
          name: name, system: "?", variants: [], cases: [],
          about: "has findings: nocturne run \(name)")
      }
      return ScenarioLine(
        name: name, system: first.system, variants: [first.variant.base.rawValue],
        cases: file.cases.map(\.name), about: first.about)
    }
  }

  func showScenarios(_ console: any Console) {
    console.writeLine("Scenarios, for 'nocturne run NAME':")
    let scenarios = scenarios
    if scenarios.isEmpty { console.writeLine("  none: there is no file in scenarios/ here") }
    for line in scenarios {
      let count = line.cases.count == 1 ? "" : ", \(line.cases.count) cases"
      console.writeLine("  \(line.name) (\(line.system)\(count))")
      for text in HelpText.wrapped(line.about, width: console.width - 4) {
        console.writeLine("    \(text)")
      }
    }
  }

  func showSystems(_ console: any Console) {
    console.writeLine("Systems, for 'system:' in a scenario, and their properties:")
    for system in systems {
      let schema = system.schema
      console.writeLine("  \(schema.name): \(schema.about)")
      for summary in system.summaries {
        let line = "\(summary.property): \(summary.text)"
        for (index, text) in HelpText.wrapped(line, width: console.width - 6).enumerated() {
          console.writeLine((index == 0 ? "    " : "      ") + text)
        }
      }
      let behaviours = schema.behaviours.filter(\.isAvailable).map(\.name)
      if behaviours.isEmpty { continue }
      let line = "liars: " + behaviours.joined(separator: ", ")
      for (index, text) in HelpText.wrapped(line, width: console.width - 6).enumerated() {
        console.writeLine((index == 0 ? "    " : "      ") + text)
      }
    }
  }

  func showMutants(_ console: any Console) {
    if systems.allSatisfy(\.schema.mutants.isEmpty) { return }
    console.writeLine("Mutants, for 'mutant:' in a scenario:")
    for system in systems {
      for mutant in system.schema.mutants {
        console.writeLine("  \(mutant.name) (\(system.schema.name)) breaks \(mutant.breaks)")
      }
    }
  }

  /// The document of `list --json`.
  var document: String {
    var json = JSONWriter()
    json.envelope(command: "list", exit: 0) { json in
      json.array("scenarios") { json in
        for line in scenarios {
          json.object { json in
            json.member("name", line.name)
            json.member("system", line.system)
            json.array("variants", of: line.variants)
            json.array("cases", of: line.cases)
          }
        }
      }
      json.array("systems", of: systems.map(\.schema.name))
      json.array("mutants") { json in
        for system in systems {
          for mutant in system.schema.mutants {
            json.object { json in
              json.member("name", mutant.name)
              json.member("system", system.schema.name)
              json.member("breaks", mutant.breaks)
            }
          }
        }
      }
      json.array("behaviours") { json in
        for system in systems {
          for behaviour in system.schema.behaviours {
            json.object { json in
              json.member("name", behaviour.name)
              json.member("system", system.schema.name)
              json.member("about", behaviour.about)
              json.array("options", of: behaviour.options.map(\.name))
              json.member("available", behaviour.isAvailable)
            }
          }
        }
      }
      json.array("models") { json in
        for model in Models.all { json.object { $0.members(of: model) } }
      }
      json.array("propositions", of: [])
    }
    return json.text
  }

  func propositions(
    of name: String, _ arguments: ParsedArguments, _ console: any Console
  ) -> ExitCode {
    guard let system = systems.first(where: { $0.schema.name == name }) else {
      let line = CommandLineText(["list", "--propositions", name])
      let finding = line.finding(
        RunFinding.unknownSystem, at: 2, "there is no system '\(name)'",
        hint: DidYouMean.hint(for: name, among: systems.map(\.schema.name), kind: "systems"))
      console.writeError([finding].rendered)
      return .badInput
    }
    let propositions = system.schema.facts?.propositions ?? []
    if arguments.has(.json) {
      console.writeLine(document(propositions, system.facts))
      return .met
    }
    if propositions.isEmpty {
      for fact in system.facts { console.writeLine(fact) }
      return .met
    }
    console.writeLine("What formulas may speak of, for 'formulas:' in a scenario of \(name):")
    for proposition in propositions {
      let places = proposition.fields.map { "\($0.name): \($0.kind.rawValue)" }
      console.writeLine("  \(proposition.name)(\(places.joined(separator: ", ")))")
      let lasting =
        switch proposition.lasting {
        case .latched: ""
        case .pulsed: " For its step only."
        case .revocable: " Until it is no longer so."
        }
      for text in HelpText.wrapped(proposition.summary + lasting, width: console.width - 6) {
        console.writeLine("      \(text)")
      }
    }
    let parameters = system.schema.facts?.parameters ?? []
    if !parameters.isEmpty {
      console.writeLine("  parameters: \(parameters.joined(separator: ", "))")
    }
    return .met
  }

  /// The document of `list --propositions SYSTEM --json`.
  private func document(_ propositions: [Proposition], _ facts: [String]) -> String {
    var json = JSONWriter()
    json.envelope(command: "list", exit: 0) { json in
      json.array("propositions") { json in
        for proposition in propositions {
          json.object { json in
            json.member("name", proposition.name)
            json.array("fields") { json in
              for field in proposition.fields {
                json.object { json in
                  json.member("name", field.name)
                  json.member("kind", field.kind.rawValue)
                }
              }
            }
            json.member("lasting", proposition.lasting.rawValue)
            json.member("about", proposition.summary)
          }
        }
      }
      json.array("facts", of: facts)
    }
    return json.text
  }
}
