import Determinism
import Machine
import Synchronization

/// A node that sends itself numbers for ever, and breaks the rule: from one of them on, what it sends
/// depends on how many steps this process has made in all.
struct ImpureNode: Node {
  typealias S = Toy

  /// The state of the world that no node may see.
  static let steps = Atomic<UInt64>(0)

  /// The number from which the world shows; never, for a pure one.
  var from: UInt64
  var count: UInt64 = 0

  init(from: UInt64) { self.from = from }

  mutating func step(_ input: Input<Toy>, _ context: inout Context<Toy>) {
    let all = Self.steps.wrappingAdd(1, ordering: .relaxed).newValue
    count += 1
    context.send(ToyMessage(count >= from ? all << 32 | count : count), to: context.me)
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(from)
    writer.put(count)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    from = try reader.take()
    count = try reader.take()
  }
}
