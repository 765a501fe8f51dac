import Catalog
import ModelChecking
import Reporting

extension Listing {
  func showModels(_ console: any Console) {
    console.writeLine("Models, for 'nocturne check NAME':")
    func show(_ text: String, indent: Int) {
      for (index, line) in HelpText.wrapped(text, width: console.width - indent - 2).enumerated() {
        let spaces = String(repeating: " ", count: indent + (index == 0 ? 0 : 2))
        console.writeLine(spaces + line)
      }
    }
    for model in Models.all {
      show("\(model.name): \(model.about)", indent: 2)
      for bound in model.bounds {
        let range = "\(bound.range.lowerBound) to \(bound.range.upperBound)"
        show("bound \(bound.name): \(bound.about), \(range), usually \(bound.usual)", indent: 4)
      }
      for variant in model.variants {
        let violates =
          variant.violates.isEmpty ? "" : " (violates \(variant.violates.joined(separator: ", ")))"
        show("variant \(variant.name): \(variant.about)\(violates)", indent: 4)
      }
      for property in model.properties { show("\(property.name): \(property.about)", indent: 4) }
      if !model.reductions.isEmpty {
        show("reductions: \(model.reductions.joined(separator: ", "))", indent: 4)
      }
    }
  }
}

extension JSONWriter {
  /// A model, in the document of `list`.
  mutating func members(of model: ModelEntry) {
    member("name", model.name)
    member("about", model.about)
    member("network", model.network)
    array("bounds") { json in
      for bound in model.bounds {
        json.object { json in
          json.member("name", bound.name)
          json.member("about", bound.about)
          json.member("from", bound.range.lowerBound)
          json.member("to", bound.range.upperBound)
          json.member("usual", bound.usual)
        }
      }
    }
    array("variants") { json in
      for variant in model.variants {
        json.object { json in
          json.member("name", variant.name)
          json.member("about", variant.about)
          json.array("violates", of: variant.violates)
        }
      }
    }
    array("properties") { json in
      for property in model.properties {
        json.object { json in
          json.member("name", property.name)
          json.member("kind", "\(property.kind)")
          json.member("formula", property.formula)
          json.member("about", property.about)
        }
      }
    }
    array("reductions", of: model.reductions)
  }
}
