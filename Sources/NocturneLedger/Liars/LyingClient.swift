import Cryptography
public import Determinism
import Faults
import Machine

extension LedgerForgery {
  /// Requests that prove no author.
  public struct RequestSpam: Hashable, Canonical {
    /// How long the liar waits between two of them.
    public var interval: Ticks
    /// When those up to now had left, by the liar's clock.
    var last = Ticks.zero
    /// How many have left.
    var count: UInt64 = 0

    /// The most that leave in one step: a liar that has slept does not make up for all of it.
    static let most: UInt64 = 1_000

    /// One in every interval.
    ///
    /// - Precondition: The interval is above zero.
    public init(every interval: Ticks) {
      precondition(interval > .zero, "no flood is endless at once")
      self.interval = interval
    }

    /// How many are due, which counts as sent.
    mutating func take(at now: Ticks) -> UInt64 {
      let due = (now - last).microseconds / interval.microseconds
      last = last + interval * due
      return min(due, Self.most)
    }

    /// Appends the fields.
    public func encode(into writer: inout CanonicalWriter) {
      writer.encode(interval)
      writer.encode(last)
      writer.put(count)
    }

    /// Reads the fields.
    public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
      let start = reader.offset
      interval = try reader.decode()
      last = try reader.decode()
      count = try reader.take()
      guard interval > .zero else { throw .notCanonical("a flood without end", at: start) }
    }
  }
}

/// The client inside a liar, as the liar sees it.
struct LyingClient {
  let client: Client

  init(_ client: Client) { self.client = client }

  /// Sends all replicas what none of them can take: in turn with a signature of nothing, in the name of
  /// a key that is not registered, and of a lane that there is not.
  func flood(
    _ deeds: inout Deeds<Ledger>, _ spam: inout LedgerForgery.RequestSpam,
    _ context: inout Context<Ledger>
  ) {
    for _ in 0..<spam.take(at: context.now) {
      spam.count &+= 1
      deeds.send(.request(garbage(spam.count)), to: client.setup.everyone)
    }
  }

  /// Sends with every command of its own the next one of the lane, before it, and another with the same
  /// number after it; whoever asks again gets the same three.
  func submitTwice(_ deeds: inout Deeds<Ledger>, _ context: inout Context<Ledger>) {
    deeds.rewrite { departure, deeds in
      guard case .request(let signed) = departure.message, signed.command.client == client.key
      else { return [departure] }
      var (next, rival) = (signed.command, signed.command)
      next.sequence &+= 1
      rival.clientTime &+= 1
      let lies = [next, rival].map { command in
        deeds.forge(
          departure,
          .request(SignedCommand(command: command, signature: context.sign(command, .command))))
      }
      return [lies[0], departure, lies[1]]
    }
  }

  private func garbage(_ number: UInt64) -> SignedCommand {
    // Numbers that no lane reaches, so that nothing takes it for a request that it knows.
    var command = Command(
      client: client.key, lane: 0, sequence: .max - number, session: client.workload.sessions[0],
      kind: .stateTransition, payload: [])
    switch number % 3 {
    case 0: command.client = PublicKey(bytes: Array(repeating: UInt8(number & 0xff), count: 32))
    case 1: break  // Only the signature is wrong.
    default: command.lane = .max
    }
    return SignedCommand(command: command, signature: .zero)
  }
}
