public import Determinism
import Machine

/// A client that outlives its crashes: what it does is in its log before anybody hears of it.
///
/// Around the client as it is: whenever a step has changed what the client must not forget, a snapshot of
/// that is written, and what the step says leaves when the snapshot is durable, and not before what earlier
/// steps have said. A client that is never to crash runs without it, at no cost.
///
/// - Source: Strom and Yemini, *Optimistic Recovery in Distributed Systems* (TOCS 1985), §3: nothing that
///   depends on volatile state is committed to the outside.
public struct DurableClient: Canonical {
  /// What waits for a write.
  struct Unsaid: Canonical {
    var ticket: Ticket
    var words: [Word] = []

    init(_ ticket: Ticket) { self.ticket = ticket }

    func encode(into writer: inout CanonicalWriter) {
      writer.encode(ticket)
      writer.encode(words)
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      ticket = try reader.decode()
      words = try reader.decode()
    }
  }

  /// What others hear of the client.
  enum Word: Canonical {
    case message(LedgerMessage, to: NodeSet)
    /// That a command is submitted or admitted, which it is once it leaves; that an event was delivered,
    /// which must not happen twice.
    case fact(LedgerFact)

    /// Nil for what nobody hears of, or what others have said.
    init?(_ effect: Effect<Ledger>) {
      switch effect {
      case .send(let message, let receiver): self = .message(message, to: [receiver])
      case .broadcast(let message, let receivers): self = .message(message, to: receivers)
      case .observe(let fact, _):
        switch fact {
        case .submitted, .admitted, .delivered: self = .fact(fact)
        case .joined, .offered, .rejected, .ordered, .executed, .bound, .refused, .durable,
          .anchored, .finalised, .discarded, .shown, .shownFinal, .cluster, .kept, .snapshot,
          .summarised, .view, .height, .resolved, .declined:
          return nil
        }
      case .setTimer, .cancelTimer, .write, .forget, .lies: return nil
      }
    }

    /// The fact, if it is one.
    var fact: LedgerFact? { if case .fact(let fact) = self { fact } else { nil } }

    func encode(into writer: inout CanonicalWriter) {
      switch self {
      case .message(let message, let receivers):
        writer.put(UInt8(0))
        writer.encode(message)
        writer.encode(receivers)
      case .fact(let fact):
        writer.put(UInt8(1))
        writer.encode(fact)
      }
    }

    init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      switch try reader.take(UInt8.self) {
      case 0: self = .message(try reader.decode(), to: try reader.decode())
      case 1: self = .fact(try reader.decode())
      case let tag: throw .unknownTag(UInt64(tag), at: reader.offset - 1)
      }
    }
  }

  /// The client itself.
  private(set) var client: Client
  /// The last snapshot, durable or on its way, without what it leaves to be told.
  private var kept: ClientSnapshot
  /// The writes under way, oldest first, each with what waits for it.
  private var outbox: [Unsaid] = []
  /// The last durable snapshot.
  private var durable: Ticket?

  /// A client before it boots.
  init(_ client: Client) {
    self.client = client
    kept = ClientSnapshot(of: client)
  }

  /// Takes one input.
  mutating func step(_ input: Input<Ledger>, _ context: inout Context<Ledger>) {
    switch input {
    case .start(let durable):
      var last: ClientSnapshot?
      for case .client(let snapshot) in durable where client.setup.rules.remembersRequests {
        last = snapshot
      }
      if let last {
        for fact in last.untold { context.observe(fact.again, .latch) }
        kept = last
        kept.untold = []
      }
      perform(&context) { client, context in
        if let last {
          client.resume(last, &context)
        } else {
          client.step(.start(durable: []), &context)
        }
      }
    case .received, .timerFired: perform(&context) { $0.step(input, &$1) }
    case .stored(let ticket): say(upTo: ticket, &context)
    case .storeFailed(let ticket): writeAgain(ticket, &context)
    }
  }

  /// Lets the client act; what it says waits for what it must not forget.
  private mutating func perform(
    _ context: inout Context<Ledger>, _ act: (inout Client, inout Context<Ledger>) -> Void
  ) {
    let mark = context.count
    act(&client, &context)
    let effects = context.withdraw(since: mark)
    let snapshot = ClientSnapshot(of: client)
    if snapshot != kept {
      kept = snapshot
      outbox.append(Unsaid(write(and: effects.compactMap(Word.init), &context)))
    }
    for effect in effects {
      if !outbox.isEmpty, let word = Word(effect) {
        outbox[outbox.count - 1].words.append(word)
      } else {
        context.perform(effect)
      }
    }
  }

  /// Writes the snapshot, with the facts that wait for it and for those before it, and with those of some more
  /// words.
  private func write(and words: [Word], _ context: inout Context<Ledger>) -> Ticket {
    var snapshot = kept
    snapshot.untold = (outbox.flatMap(\.words) + words).compactMap(\.fact)
    return context.write(.client(snapshot), to: .log)
  }

  /// A snapshot is durable: what waits for it and for those before it leaves, and those are of no more use.
  private mutating func say(upTo ticket: Ticket, _ context: inout Context<Ledger>) {
    while let first = outbox.first, first.ticket <= ticket {
      outbox.removeFirst()
      for word in first.words {
        switch word {
        case .message(let message, let receivers): context.broadcast(message, to: receivers)
        case .fact(let fact): context.observe(fact, .latch)
        }
      }
    }
    if let durable { context.forget(upTo: durable, in: .log) }
    durable = ticket
  }

  /// What a failed write was for waits for another one, after those that are under way.
  private mutating func writeAgain(_ ticket: Ticket, _ context: inout Context<Ledger>) {
    guard let place = outbox.firstIndex(where: { $0.ticket == ticket }) else { return }
    var late = outbox.remove(at: place)
    if place < outbox.count {
      // The next snapshot holds all that this one did.
      outbox[place].words = late.words + outbox[place].words
      return
    }
    late.ticket = write(and: late.words, &context)
    outbox.append(late)
  }

  /// Appends the client, its last snapshot, what waits, and the last durable write.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(client)
    writer.encode(kept)
    writer.encode(outbox)
    writer.encode(durable)
  }

  /// Reads a client with its log.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    client = try reader.decode()
    kept = try reader.decode()
    outbox = try reader.decode()
    durable = try reader.decode()
  }
}
