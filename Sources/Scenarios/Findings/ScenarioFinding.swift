public import Diagnostics

/// The kinds of mistake that a scenario file can have.
public enum ScenarioFinding: String, FindingCode {
  case fileTooLarge = "file-too-large"
  case notUTF8 = "not-utf-8"
  case controlCharacter = "control-character"
  case yamlSyntax = "yaml-syntax"
  case yamlAlias = "yaml-alias"
  case yamlTag = "yaml-tag"
  case severalDocuments = "several-documents"
  case duplicateKey = "duplicate-key"
  case keyNotText = "key-not-text"
  case tooDeep = "too-deep"
  case tooLarge = "too-large"

  case unknownField = "unknown-field"
  case missingField = "missing-field"
  case missingValue = "missing-value"
  case wrongShape = "wrong-shape"
  case badValue = "bad-value"
  case badUnit = "bad-unit"
  case notWhole = "not-whole"
  case outOfRange = "out-of-range"
  case badName = "bad-name"
  case unknownWord = "unknown-word"
  case conflictingFields = "conflicting-fields"

  case unknownSystem = "unknown-system"
  case unknownParameter = "unknown-parameter"
  case unknownOperator = "unknown-operator"
  case unknownNode = "unknown-node"
  case unknownStore = "unknown-store"
  case unknownTimer = "unknown-timer"
  case unknownMessage = "unknown-message"
  case unknownOperation = "unknown-operation"
  case unknownBehaviour = "unknown-behaviour"
  case unknownProperty = "unknown-property"
  case unknownExpectation = "unknown-expectation"
  case unknownMutant = "unknown-mutant"

  case unknownLet = "unknown-let"
  case circularLet = "circular-let"
  case badExpression = "bad-expression"
  case badPath = "bad-path"
  case badDraw = "bad-draw"
  case duplicateCase = "duplicate-case"
  case tooManyCases = "too-many-cases"

  case timesInverted = "times-inverted"
  case overlappingSides = "overlapping-sides"
  case overlappingFaults = "overlapping-faults"
  case tooFewReplicas = "too-few-replicas"
  case quorumTooSmall = "quorum-too-small"
  case tooManyLiars = "too-many-liars"
  case misplacedBehaviour = "misplaced-behaviour"
  case systemCheck = "system-check"
  case notYetExecutable = "not-yet-executable"

  /// Whether the finding says that the system at hand lacks something.
  var isAboutSystem: Bool {
    switch self {
    case .unknownParameter, .unknownOperator, .unknownNode, .unknownStore, .unknownTimer,
      .unknownMessage, .unknownOperation, .unknownBehaviour, .unknownProperty,
      .unknownExpectation, .unknownMutant, .systemCheck, .notYetExecutable:
      true
    case .fileTooLarge, .notUTF8, .controlCharacter, .yamlSyntax, .yamlAlias, .yamlTag,
      .severalDocuments, .duplicateKey, .keyNotText, .tooDeep, .tooLarge, .unknownField,
      .missingField, .missingValue, .wrongShape, .badValue, .badUnit, .notWhole, .outOfRange,
      .badName, .unknownWord, .conflictingFields, .unknownSystem, .unknownLet, .circularLet,
      .badExpression, .badPath, .badDraw, .duplicateCase, .tooManyCases, .timesInverted,
      .overlappingSides,
      .overlappingFaults, .tooFewReplicas, .quorumTooSmall, .tooManyLiars, .misplacedBehaviour:
      false
    }
  }
}
