public import ModelChecking
import TemporalLogic

/// How a subscriber goes over from the history of a session to its live events.
///
/// As published, it reads the history and then subscribes, and takes every mismatch for a violation that halts the system.
/// Repaired, it subscribes first, holds back what arrives, drops what the history has already, and fetches what is missing
/// from any source whose answer is certified.
///
/// The twin of the module `Handover`; claims NOC-040 and NOC-041, flaw FN-16.
///
/// - Source: The Nocturne paper, invariant S3.
public struct Handover: CompiledModel {
  /// Which subscriber it is.
  public enum Variant: String, CaseIterable, Sendable {
    /// As published, as repaired, and the repaired one without the dropping.
    case published, repaired, noDrop
  }

  /// What links and sources do.
  public struct Environment: Hashable, Sendable {
    /// Whether live blocks arrive in their order.
    public var isFifo = true
    /// Whether a source may forge a block of its answer.
    public var hasLiars = false
    /// How many live blocks are lost, and how many arrive twice; 2 at most.
    public var (losses, duplicates) = (0, 0)

    /// Links in order that lose nothing, and honest sources.
    public init() {}
  }

  /// How many blocks are committed.
  public let blocks: Int
  /// Which subscriber it is.
  public let variant: Variant
  /// What links and sources do.
  public let environment: Environment
  /// What the subscriber goes on with if it can; an honest source answers what it has, in the end.
  public let fairness: [ActionFairness]

  /// A subscriber.
  ///
  /// - Parameters:
  ///   - blocks: How many blocks are committed, from 1 to 6.
  ///   - variant: Which subscriber it is.
  ///   - environment: What links and sources do.
  public init(blocks: Int, variant: Variant, environment: Environment = Environment()) {
    precondition((1...6).contains(blocks), "\(blocks) blocks")
    let budgets = [environment.losses, environment.duplicates]
    precondition(budgets.allSatisfy { (0...2).contains($0) }, "\(environment)")
    (self.blocks, self.variant, self.environment) = (blocks, variant, environment)
    fairness = [
      Act.subscribe, Act.readHistory, Act.deliverLive, Act.receive, Act.deliver, Act.honestFetch,
    ].map { ActionFairness(.weak("WF \(Act.names[$0])"), actions: [$0]) }
  }

  enum Act {
    // A fetch that brings blocks is one that is owed; others bring none.
    static let names = [
      "Commit", "Lose", "Duplicate", "Subscribe", "ReadHistory", "DeliverLive", "Receive", "Fetch",
      "HonestFetch", "Deliver",
    ]
    static let (commit, lose, duplicate, subscribe, readHistory) = (0, 1, 2, 3, 4)
    static let (deliverLive, receive, fetch, honestFetch, deliver) = (5, 6, 7, 8, 9)
  }

  enum Phase {
    static let names = ["new", "read", "holding", "live"]
    static let (new, read, holding, live): (UInt32, UInt32, UInt32, UInt32) = (0, 1, 2, 3)
  }

  enum At {
    static let head = Field(0, from: 0, bits: 3)
    static let pc = Field(0, from: 3, bits: 2)
    static let halted = Field(0, from: 5, bits: 1)
    static let losses = Field(0, from: 6, bits: 2)
    static let duplicates = Field(0, from: 8, bits: 2)
    /// A bit for each block.
    static let held = Field(0, from: 10, bits: 6)
    /// Three bits for each block, the first one lowest; 0 is none.
    static let q = Field(1, from: 0, bits: 30)
    /// Four bits for each, the first one lowest: a block, and whether it is forged; then how many they are.
    static let got = Field(2, from: 0, bits: 4)
    static let gotCount = Field(0, from: 16, bits: 5)
  }

  /// Four words.
  public var width: Int { 4 }
  /// Those of the module, and a fetch that brings blocks as an action of its own.
  public var actions: [String] { Act.names }
  /// Every state may be the last one.
  public var mayEnd: Bool { true }

  /// Nothing is committed.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(Act.commit, copying: [0, 0, 0, 0].span) {
      $0[At.losses] = UInt32(environment.losses)
      $0[At.duplicates] = UInt32(environment.duplicates)
    }
  }

  /// What the session, the links and the subscriber can do.
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let pc = row[At.pc]
    let queue = Queue(row[At.q])
    if row[At.head] < blocks {
      let isSubscribed = pc == Phase.live || pc == Phase.holding
      buffer.emit(Act.commit, copying: row) {
        $0[At.head] += 1
        if isSubscribed { $0[At.q] = queue.appending(row[At.head] + 1).word }
      }
    }
    appendLinks(of: row, queue, to: &buffer)
    if pc == (variant == .published ? Phase.read : Phase.new) {
      buffer.emit(Act.subscribe, copying: row) {
        $0[At.pc] = variant == .published ? Phase.live : Phase.holding
      }
    }
    if variant == .published {
      if pc == Phase.new { appendHistory(of: row, to: &buffer) }
      if pc == Phase.live, row[At.halted] == 0 { appendLive(of: row, queue, to: &buffer) }
    } else if pc == Phase.holding || pc == Phase.live {
      for place in arriving(queue) {
        buffer.emit(Act.receive, copying: row) {
          $0[At.q] = queue.removing(place).word
          $0[At.held] |= 1 &<< (queue[place] - 1)
        }
      }
      appendFetches(of: row, to: &buffer)
      if pc == Phase.live { appendDeliveries(of: row, to: &buffer) }
    }
  }

  private func appendLinks(
    of row: Span<UInt32>, _ queue: Queue, to buffer: inout SuccessorBuffer
  ) {
    for place in 0..<queue.count where row[At.losses] > 0 {
      buffer.emit(Act.lose, copying: row) {
        $0[At.q] = queue.removing(place).word
        $0[At.losses] -= 1
      }
    }
    for place in 0..<queue.count where row[At.duplicates] > 0 {
      buffer.emit(Act.duplicate, copying: row) {
        $0[At.q] = queue.appending(queue[place]).word
        $0[At.duplicates] -= 1
      }
    }
  }

  private func arriving(_ queue: Queue) -> Range<Int> {
    0..<(environment.isFifo ? min(queue.count, 1) : queue.count)
  }

  // MARK: Published

  private func appendHistory(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let head = Int(row[At.head])
    // The block that a source forges; 0 is none.
    for forged in 0...(environment.hasLiars ? head : 0) {
      buffer.emit(Act.readHistory, copying: row) {
        for block in 0..<head { Taken(block + 1, isForged: block + 1 == forged).append(to: &$0) }
        $0[At.pc] = Phase.read
      }
    }
  }

  private func appendLive(of row: Span<UInt32>, _ queue: Queue, to buffer: inout SuccessorBuffer) {
    let last = Taken.last(of: row)
    for place in arriving(queue) {
      let block = Taken(Int(queue[place]))
      buffer.emit(Act.deliverLive, copying: row) {
        $0[At.q] = queue.removing(place).word
        if block.previous == last { block.append(to: &$0) } else { $0[At.halted] = 1 }
      }
    }
  }

  // MARK: Repaired

  /// Asks any source, which may be behind, for what comes after the last block taken.
  private func appendFetches(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let (first, head) = (Int(row[At.gotCount]), Int(row[At.head]))
    if first > head { return }
    for end in first...head where end > first || row[At.pc] == Phase.holding {
      buffer.emit(end > first ? Act.honestFetch : Act.fetch, copying: row) {
        for block in first..<end { Taken(block + 1).append(to: &$0) }
        $0[At.pc] = Phase.live
      }
      // Each answer with a forged block is refused.
      if environment.hasLiars {
        for _ in first..<end { buffer.emit(Act.fetch, copying: row) { _ in } }
      }
    }
  }

  private func appendDeliveries(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let last = Taken.last(of: row)
    for block in 1...blocks where row[At.held] &>> UInt32(block - 1) & 1 == 1 {
      if block > last + 1 { continue }
      buffer.emit(Act.deliver, copying: row) {
        $0[At.held] &= ~(1 &<< UInt32(block - 1))
        if block == last + 1 || variant == .noDrop { Taken(block).append(to: &$0) }
      }
    }
  }
}
