public import Cryptography
public import Determinism

/// What one slot orders: commands, and the proposer's clock. Its digest is `H("batch", ·)`.
///
/// The commands stand strictly ascending by hash. Hashes depend on the chain, which the bytes do
/// not name, so that ``orderedHashes(_:)`` checks the order and the decoder cannot.
public struct Batch: Canonical {
  /// The most commands of a batch, whatever the genesis allows.
  public static let commandLimit = 4_096

  /// The slot that it is for.
  public var slot: UInt64
  /// The proposer's clock in microseconds; 0 in a null batch.
  public var time: UInt64
  /// The epoch in which it is proposed.
  public var epoch: UInt32
  /// The commands, strictly ascending by hash.
  public var commands: [SignedCommand]

  /// Puts a batch together.
  public init(slot: UInt64, time: UInt64, epoch: UInt32, commands: [SignedCommand]) {
    self.slot = slot
    self.time = time
    self.epoch = epoch
    self.commands = commands
  }

  /// The hashes of the commands; nil when they are not strictly ascending.
  public func orderedHashes(_ crypto: inout some LedgerCryptography & ~Copyable) -> [Digest]? {
    var hashes: [Digest] = []
    hashes.reserveCapacity(commands.count)
    for signed in commands {
      let hash = crypto.hash(signed.command, .command)
      if let last = hashes.last, last >= hash { return nil }
      hashes.append(hash)
    }
    return hashes
  }

  /// Appends the fields in the order of the protocol.
  public func encode(into writer: inout CanonicalWriter) {
    writer.put(slot)
    writer.put(time)
    writer.put(epoch)
    writer.encode(commands)
  }

  /// Reads a batch.
  ///
  /// - Throws: `CanonicalError`, also for more commands than ``commandLimit`` and for
  ///   a null batch with a time.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    let start = reader.offset
    slot = try reader.take()
    time = try reader.take()
    epoch = try reader.take()
    commands = try reader.decode()
    guard commands.count <= Self.commandLimit else {
      throw .notCanonical("a batch of \(commands.count) commands", at: start)
    }
    guard !commands.isEmpty || time == 0 else {
      throw .notCanonical("a null batch with a time", at: start)
    }
  }
}

/// What hashes and verifies: a node's context, which charges for it, or the cryptographer itself.
public protocol LedgerCryptography: ~Copyable {
  /// What remembers the hashes of trees; nil for none.
  var hashMemo: HashMemo? { get }
  /// The tagged hash of a body under the chain.
  mutating func hash(_ body: some Canonical, _ tag: Tag) -> Digest
  /// Whether a signature over a body is by the owner of a key.
  mutating func verify(
    _ signature: Signature, of body: some Canonical, _ tag: Tag, by key: PublicKey
  ) -> Bool
}

extension Cryptographer: LedgerCryptography {}
