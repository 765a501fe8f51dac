public import ModelChecking
public import TemporalLogic

/// The alternating bit protocol over two channels that keep the order and lose what they like.
///
/// Items are numbered modulo 3, so that one delivered twice, or left out, is told from the next one.
///
/// - Source: Bartlett, Scantlebury and Wilkinson, *A note on reliable full-duplex transmission over half-duplex links*
///   (CACM 12, 1969).
@frozen
public struct AlternatingBit: CompiledModel {
  /// How many frames, or acknowledgements, a channel holds.
  public let capacity: Int
  /// Whether the receiver looks at the bit of a frame; not so in a mutant.
  public let looksAtBit: Bool
  /// What runs owe.
  public let fairness: [ActionFairness]

  /// A sender, a receiver and two channels.
  ///
  /// - Parameters:
  ///   - capacity: How much a channel holds, from 1 to 8.
  ///   - looksAtBit: Whether the receiver looks at the bit of a frame.
  ///   - channels: What is owed to what is in a channel again and again: strong if it arrives in the end, weak if it may
  ///     be lost each time.
  public init(
    capacity: Int, looksAtBit: Bool = true, channels: Fairness.Strength = .strong
  ) {
    precondition((1...8).contains(capacity), "a capacity of \(capacity)")
    (self.capacity, self.looksAtBit) = (capacity, looksAtBit)
    let name = channels == .strong ? "SF" : "WF"
    fairness = [
      ActionFairness(.weak("WF send"), actions: [0]),
      ActionFairness(Fairness("\(name) receive frame", channels), actions: [2]),
      ActionFairness(Fairness("\(name) receive ack", channels), actions: [4]),
    ]
  }

  // Word 0: the sender's item (2 bits) and bit, the item that the receiver is to deliver next (2 bits, from bit 3), the bit
  // that it waits for, and whether it delivered another item (bit 6). Word 1: the frames, the oldest one highest below a
  // bit that is set: item (2 bits) and bit. Word 2: the acknowledgements in the same way, a bit each.
  /// Three words.
  @inlinable public var width: Int { 3 }
  /// To send, to lose and to receive.
  public var actions: [String] {
    ["send", "lose frame", "receive frame", "lose ack", "receive ack"]
  }
  /// Whether every delivery was the one due, and whether item 0 is due next.
  public var propositions: [String] { ["inOrder", "next0"] }

  /// What is said of it.
  public var properties: [ModelProperty] {
    [
      ModelProperty("InOrder", .always, "inOrder", about: "each item is delivered once, in order"),
      ModelProperty("Delivers", .sometimes, "!next0", about: "an item can be delivered"),
      ModelProperty(
        "Progress", .temporal, "G F next0 & G F !next0",
        about: "again and again an item is delivered"
      ),
    ]
  }

  /// Item 0 is to be sent, and both channels are empty.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 1, 1]) }

  /// How much is in a channel of entries of so many bits.
  @inlinable
  func count(_ channel: UInt32, bits: UInt32) -> UInt32 {
    UInt32(31 - channel.leadingZeroBitCount) / bits
  }

  /// The oldest entry of a channel, and what is left without it.
  @inlinable
  func taken(_ channel: UInt32, bits: UInt32) -> (entry: UInt32, rest: UInt32) {
    let shift = bits * (count(channel, bits: bits) - 1)
    let below: UInt32 = 1 << shift - 1
    return (channel >> shift & (1 << bits - 1), channel & below | 1 << shift)
  }

  /// What the sender, the receiver and the channels can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let (frames, acks) = (row[1], row[2])
    if count(frames, bits: 3) < UInt32(capacity) {
      buffer.emit(0, copying: row) { $0[1] = frames << 3 | row[0] & 7 }
    }
    if frames != 1 {
      let (frame, rest) = taken(frames, bits: 3)
      buffer.emit(1, copying: row) { $0[1] = rest }
      if count(acks, bits: 1) < UInt32(capacity) {
        buffer.emit(2, copying: row) {
          $0[0] = received(frame, row[0])
          $0[1] = rest
          $0[2] = acks << 1 | frame >> 2
        }
      }
    }
    if acks != 1 {
      let (ack, rest) = taken(acks, bits: 1)
      buffer.emit(3, copying: row) { $0[2] = rest }
      buffer.emit(4, copying: row) {
        $0[2] = rest
        if ack == row[0] >> 2 & 1 {
          let item = row[0] & 3
          $0[0] = row[0] & ~7 | (item == 2 ? 0 : item + 1) | (1 - ack) << 2
        }
      }
    }
  }

  /// What the receiver's part of word 0 is after a frame.
  @inlinable
  func received(_ frame: UInt32, _ word: UInt32) -> UInt32 {
    let (next, awaited) = (word >> 3 & 3, word >> 5 & 1)
    if looksAtBit && frame >> 2 != awaited { return word }
    let wrong: UInt32 = frame & 3 == next ? 0 : 1 << 6
    return word & 0b1000111 | (next == 2 ? 0 : next + 1) << 3 | (1 - frame >> 2) << 5 | wrong
  }

  /// What was delivered.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    (row[0] >> 6 & 1 == 0 ? 1 : 0) | (row[0] >> 3 & 3 == 0 ? 2 : 0)
  }

  /// What both sides are at, and what is in the channels, the oldest first.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    func entries(_ channel: UInt32, _ bits: UInt32, _ text: (UInt32) -> String) -> String {
      let entries = (0..<count(channel, bits: bits)).reversed().map {
        text(channel >> ($0 * bits) & (1 << bits - 1))
      }
      return "[" + entries.joined(separator: ", ") + "]"
    }
    return [
      ModelVariable("sender", "item \(row[0] & 3), bit \(row[0] >> 2 & 1)"),
      ModelVariable("receiver", "item \(row[0] >> 3 & 3), bit \(row[0] >> 5 & 1)"),
      ModelVariable("in order", row[0] >> 6 & 1 == 0 ? "yes" : "no"),
      ModelVariable("frames", entries(row[1], 3) { "\($0 & 3)/\($0 >> 2)" }),
      ModelVariable("acks", entries(row[2], 1) { "\($0)" }),
    ]
  }
}
