import Determinism
import Machine

/// A system whose nodes do what a test tells them to.
enum Toy: System {
  typealias Message = ToyMessage
  typealias Timer = ToyTimer
  typealias Record = ToyRecord
  typealias Fact = ToyFact

  static let stages = ["seen", "done"]

  static func milestone(of fact: ToyFact) -> Milestone? {
    switch fact {
    case .note: nil
    case .offered(let request): .offered(request: request)
    case .admitted(let request): .admitted(request: request)
    case .seen(let request): .reached(request: request, stage: 0, completes: false)
    case .done(let request): .reached(request: request, stage: 1, completes: true)
    case .rejected(let request): .rejected(request: request)
    }
  }
}

/// A number and some bytes; odd numbers are of another type than even ones.
struct ToyMessage: Labelled {
  static let labels = ["EVEN", "ODD"]

  var number: UInt64
  var filler: [UInt8] = []

  var label: UInt8 { UInt8(number & 1) }
  var view: UInt32 { UInt32(truncatingIfNeeded: number >> 8) }
  var slot: UInt64 { number }

  init(_ number: UInt64, filler: [UInt8] = []) {
    self.number = number
    self.filler = filler
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(number)
    writer.put(bytes: filler)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
    filler = try reader.takeBytes()
  }
}

struct ToyTimer: Labelled {
  static let labels = ["tick"]

  var number: UInt64

  init(_ number: UInt64) { self.number = number }

  var label: UInt8 { 0 }
  var slot: UInt64 { number }

  func encode(into writer: inout CanonicalWriter) { writer.put(number) }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
  }
}

struct ToyRecord: Labelled {
  static let labels = ["entry"]

  var number: UInt64

  init(_ number: UInt64) { self.number = number }

  var label: UInt8 { 0 }

  func encode(into writer: inout CanonicalWriter) { writer.put(number) }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
  }
}

enum ToyFact: Labelled {
  case note(UInt64)
  case offered(UInt64), admitted(UInt64), seen(UInt64), done(UInt64), rejected(UInt64)

  static let labels = ["note", "offered", "admitted", "seen", "done", "rejected"]

  var label: UInt8 { fields.label }

  private var fields: (label: UInt8, number: UInt64) {
    switch self {
    case .note(let number): (0, number)
    case .offered(let number): (1, number)
    case .admitted(let number): (2, number)
    case .seen(let number): (3, number)
    case .done(let number): (4, number)
    case .rejected(let number): (5, number)
    }
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(fields.label)
    writer.put(fields.number)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let label: UInt8 = try reader.take()
    let number: UInt64 = try reader.take()
    switch label {
    case 0: self = .note(number)
    case 1: self = .offered(number)
    case 2: self = .admitted(number)
    case 3: self = .seen(number)
    case 4: self = .done(number)
    case 5: self = .rejected(number)
    default: throw .unknownTag(UInt64(label), at: reader.offset - 9)
    }
  }
}
