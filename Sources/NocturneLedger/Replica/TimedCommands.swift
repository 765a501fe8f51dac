import Cryptography
import Determinism

/// A command that is next in its lane, and that the replica wants judged before its time is up.
struct TimedCommand: Hashable, Canonical {
  let lane: LaneKey
  let sequence: UInt64
  let hash: Digest
  /// When the replica loses patience, by its own clock.
  var deadline: Ticks
  /// How many views it has outlived.
  var outlived: UInt32 = 0

  init(lane: LaneKey, sequence: UInt64, hash: Digest, deadline: Ticks) {
    self.lane = lane
    self.sequence = sequence
    self.hash = hash
    self.deadline = deadline
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(lane)
    writer.put(sequence)
    writer.encode(hash)
    writer.encode(deadline)
    writer.put(outlived)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    lane = try reader.decode()
    sequence = try reader.take()
    hash = try reader.decode()
    deadline = try reader.decode()
    outlived = try reader.take()
  }
}

/// The commands for which a backup keeps time, one a lane, by deadline. One timer runs, for the first
/// of them.
struct TimedCommands: Hashable, Canonical {
  private(set) var commands: [TimedCommand] = []
  /// The command for which the timer runs, and when it runs out.
  var armed: TimedCommand?

  init() {}

  /// The most views that one of them has outlived.
  var outlived: UInt32 { commands.lazy.map(\.outlived).max() ?? 0 }

  /// Adds a command, unless another one of its lane is there.
  mutating func add(_ command: TimedCommand) {
    if commands.contains(where: { $0.lane == command.lane }) { return }
    let position = commands.prefixCount { $0.deadline <= command.deadline }
    commands.insert(command, at: position)
  }

  /// Forgets commands.
  mutating func removeAll(where isDone: (TimedCommand) -> Bool) {
    commands.removeAll(where: isDone)
  }

  /// Counts views that pass.
  mutating func outlive(_ views: UInt32) {
    for position in commands.indices {
      let (sum, overflow) = commands[position].outlived.addingReportingOverflow(views)
      commands[position].outlived = overflow ? .max : sum
    }
  }

  /// Begins every command's time anew.
  mutating func restart(deadline: Ticks) {
    for position in commands.indices { commands[position].deadline = deadline }
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.encode(commands)
    writer.encode(armed)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    commands = try reader.decode()
    armed = try reader.decode()
  }
}
