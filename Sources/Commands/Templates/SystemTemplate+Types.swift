// The types of a new system.
extension SystemTemplate {
  static let types = #"""
    import Determinism
    import Machine

    /// The system: a pinger asks, a ponger answers, over links that may lose, delay and double messages.
    enum {{NAME}}: System {
      typealias Message = {{NAME}}Message
      typealias Timer = {{NAME}}Timer
      typealias Record = Unused
      typealias Fact = {{NAME}}Fact

      static let stages = ["answered"]

      static func milestone(of fact: {{NAME}}Fact) -> Milestone? {
        switch fact {
        case .asked(let round): .started(request: UInt64(round))
        case .answered(let round): .reached(request: UInt64(round), stage: 0, completes: true)
        }
      }
    }

    /// What travels.
    enum {{NAME}}Message: Labelled {
      case ping(round: UInt32)
      case pong(round: UInt32)

      static let labels = ["PING", "PONG"]

      var label: UInt8 {
        switch self {
        case .ping: 0
        case .pong: 1
        }
      }

      func encode(into writer: inout CanonicalWriter) {
        writer.put(label)
        switch self {
        case .ping(let round), .pong(let round): writer.put(round)
        }
      }

      init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
        switch try reader.take(UInt8.self) {
        case 0: self = .ping(round: try reader.take())
        case 1: self = .pong(round: try reader.take())
        case let other: throw .unknownTag(UInt64(other), at: reader.offset - 1)
        }
      }
    }

    /// What the nodes wait for.
    enum {{NAME}}Timer: UInt8, Labelled, CaseIterable {
      case answerOverdue

      static let labels = ["answerOverdue"]

      var label: UInt8 { rawValue }
    }

    /// What the properties speak of.
    enum {{NAME}}Fact: Labelled {
      case asked(round: UInt32)
      case answered(round: UInt32)

      static let labels = ["asked", "answered"]

      var label: UInt8 {
        switch self {
        case .asked: 0
        case .answered: 1
        }
      }

      func encode(into writer: inout CanonicalWriter) {
        writer.put(label)
        switch self {
        case .asked(let round), .answered(let round): writer.put(round)
        }
      }

      init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
        switch try reader.take(UInt8.self) {
        case 0: self = .asked(round: try reader.take())
        case 1: self = .answered(round: try reader.take())
        case let other: throw .unknownTag(UInt64(other), at: reader.offset - 1)
        }
      }
    }
    """# + "\n"
}
