import Catalog
import Classics
import Commands
import Determinism
import Diagnostics
import NocturneLedger
import Scenarios

/// One parser under random input: whatever the bytes, it must give a value or an error.
struct FuzzTarget: Sendable {
  let name: String
  /// Traps when the parser breaks a promise.
  let run: @Sendable ([UInt8]) -> Void

  static let all: [FuzzTarget] = [
    FuzzTarget(name: "canonical") { bytes in
      // The first byte chooses what the rest should decode to.
      guard let choice = bytes.first else { return }
      let rest = Array(bytes.dropFirst())
      switch choice % 12 {
      case 0: roundTrip(ThreePhaseMessage.self, rest)
      case 1: roundTrip([UInt8?].self, rest)
      case 2: roundTrip([[UInt64]].self, rest)
      case 3: roundTrip(Bool??.self, rest)
      case 4: roundTrip(NodeSet.self, rest)
      case 5: roundTrip(Genesis.self, rest)
      case 6: roundTrip(Batch.self, rest)
      case 7: roundTrip(SlotRecord.self, rest)
      case 8: roundTrip(LedgerRecord.self, rest)
      case 9, 10: roundTrip(LedgerMessage.self, rest)
      default: roundTrip([[[UInt16]?]].self, rest)
      }
    },
    FuzzTarget(name: "scenario") { bytes in
      let text = SourceText(name: "fuzz.yaml", bytes: bytes)
      let file = ScenarioFile.load(text, systems: Systems.schemas(Systems.all))
      precondition(file.cases.isEmpty == file.findings.hasErrors, "neither cases nor an error")
      precondition(!file.findings.hasErrors || !file.findings.rendered.isEmpty)
    },
    FuzzTarget(name: "command-line") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      do throws(ArgumentParser.Failure) {
        _ = try ArgumentParser.parse(words, available: Command.allCases)
      } catch {
        precondition(!error.findings.isEmpty, "refused without a word")
      }
    },
    LogicTargets.formula,
    LogicTargets.automaton,
    LogicTargets.properties,
  ]

  /// The target that the command line names; libFuzzer's callback can reach nothing but a global.
  static let chosen = all.first { CommandLine.arguments.dropFirst().first == $0.name }

  /// Bytes that decode are exactly those that the value encodes to: encode∘decode is the identity,
  /// and so is decode∘encode for the value decoded.
  private static func roundTrip<Value: Canonical>(_ type: Value.Type, _ bytes: [UInt8]) {
    guard let value = try? Value(canonicalBytes: bytes) else { return }
    let encoded = value.canonicalBytes
    precondition(encoded == bytes, "\(type) reads other bytes than it writes")
    guard let again = try? Value(canonicalBytes: encoded) else {
      preconditionFailure("\(type) refuses what it wrote")
    }
    precondition(again == value, "\(type) reads another value than it wrote")
  }
}
