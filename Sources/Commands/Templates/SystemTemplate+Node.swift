// The nodes of a new system, and what they are judged by.
extension SystemTemplate {
  static let node = #"""
    import Determinism
    import Machine

    /// The roles of the system, one type, so that a cluster is one array.
    enum {{NAME}}Node: Node {
      typealias S = {{NAME}}

      case pinger(Pinger)
      case ponger

      mutating func step(_ input: Input<{{NAME}}>, _ context: inout Context<{{NAME}}>) {
        switch self {
        case .pinger(var pinger):
          pinger.step(input, &context)
          self = .pinger(pinger)
        case .ponger:
          if case .received(.ping(let round), let sender) = input {
            context.send(.pong(round: round), to: sender)
          }
        }
      }

      func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .pinger(let pinger):
          writer.put(0 as UInt8)
          writer.encode(pinger)
        case .ponger: writer.put(1 as UInt8)
        }
      }

      init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
        switch try reader.take(UInt8.self) {
        case 0: self = .pinger(try reader.decode())
        case 1: self = .ponger
        case let other: throw .unknownTag(UInt64(other), at: reader.offset - 1)
        }
      }
    }

    /// Asks one round after the other, and asks again when no answer comes.
    struct Pinger: Canonical {
      let rounds: UInt32
      let patience: Ticks
      private(set) var round: UInt32 = 0

      init(rounds: UInt32, patience: Ticks) {
        self.rounds = rounds
        self.patience = patience
      }

      mutating func step(_ input: Input<{{NAME}}>, _ context: inout Context<{{NAME}}>) {
        switch input {
        case .start: ask(&context)
        case .timerFired(.answerOverdue): send(&context)
        case .received(.pong(let answered), _):
          guard answered == round else { return }  // An answer that came twice.
          context.observe(.answered(round: round), .latch)
          round += 1
          ask(&context)
        case .received(.ping, _): break  // Ours to ask, not to answer.
        case .stored, .storeFailed: break  // It writes nothing.
        }
      }

      private func ask(_ context: inout Context<{{NAME}}>) {
        guard round < rounds else { return context.cancelTimer(.answerOverdue) }
        context.observe(.asked(round: round), .latch)
        send(&context)
      }

      private func send(_ context: inout Context<{{NAME}}>) {
        context.send(.ping(round: round), to: NodeID(1))
        context.setTimer(.answerOverdue, after: patience)
      }

      func encode(into writer: inout CanonicalWriter) {
        writer.put(rounds)
        writer.encode(patience)
        writer.put(round)
      }

      init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
        rounds = try reader.take()
        patience = try reader.decode()
        round = try reader.take()
      }
    }
    """# + "\n"

  static let properties = #"""
    import TemporalLogic

    /// No round is answered that was not asked, or answered twice.
    struct AnsweredOnce: Monitor {
      private var asked: [UInt32] = []
      private var answered: [UInt32] = []

      mutating func observe(
        _ fact: {{NAME}}Fact, _ change: FactChange, at moment: Moment
      ) -> Violation? {
        switch fact {
        case .asked(let round): asked.append(round)
        case .answered(let round):
          if !asked.contains(round) {
            return Violation(at: moment, "round \(round) was answered and never asked")
          }
          if answered.contains(round) {
            return Violation(at: moment, "round \(round) was answered twice")
          }
          answered.append(round)
        }
        return nil
      }

      func judge(end moment: Moment) -> Judgement { Judgement(answered.isEmpty ? .vacuous : .holds) }
    }

    /// Every round that is asked is answered some time.
    struct EveryRoundAnswered: Monitor {
      private var open: [UInt32] = []
      private var wasAsked = false

      mutating func observe(
        _ fact: {{NAME}}Fact, _ change: FactChange, at moment: Moment
      ) -> Violation? {
        switch fact {
        case .asked(let round):
          wasAsked = true
          open.append(round)
        case .answered(let round): open.removeAll { $0 == round }
        }
        return nil
      }

      func judge(end moment: Moment) -> Judgement {
        if let round = open.first {
          return Judgement(.presumablyViolated, obligation: "round \(round) waits for its answer")
        }
        return Judgement(wasAsked ? .presumablyHolds : .vacuous)
      }
    }
    """# + "\n"

  static let registration = #"""
    import Catalog
    import Determinism
    import Machine
    import Scenarios
    import TemporalLogic

    extension SystemEntry {
      /// What scenario files may say about the system, and how one becomes a cluster.
      static let {{CAMEL}} = SystemEntry(
        schema,
        Blueprint<{{NAME}}Node>(
          properties: [
            Property("AnsweredOnce", "No round is answered twice, or without being asked.") {
              AnsweredOnce()
            },
            Property("EveryRoundAnswered", "Every round that is asked is answered.") {
              EveryRoundAnswered()
            },
          ]
        ) { scenario, _ in
          let pinger = Pinger(
            rounds: UInt32(scenario.parameters.count("rounds") ?? 0),
            patience: scenario.parameters.duration("patience") ?? .zero)
          return Cluster([
            .init(group: "pinger", index: 0, node: .pinger(pinger)),
            .init(group: "ponger", index: 0, node: .ponger),
          ])
        })

      private static var schema: SystemSchema {
        var schema = SystemSchema(
          name: "{{DASHED}}", about: "A pinger asks and a ponger answers over bad links")
        schema.groups = [
          .init("pinger", "pingers", count: .fixed(1)), .init("ponger", "pongers", count: .fixed(1)),
        ]
        schema.parameters = [
          .init("rounds", .count(1...1_000_000), "100", about: "how often the pinger asks"),
          .init("patience", .duration, "200 ms", about: "when it asks again"),
        ]
        schema.executable = [.partitions, .crashes, .pauses]
        return schema
      }
    }
    """# + "\n"
}
