import Determinism

/// What some runs of a case add up to. Merging is commutative and associative, up to the order of
/// names, which ``CaseFold`` settles in the end.
struct CaseTotals: Sendable {
  var endings: [CaseReport.EndingCount]
  var properties: [PropertyTally]
  var latencies: [LatencyRecord]
  var load: LoadRecord
  var virtualUs: UInt64
  var events: UInt64
  var longestQueue: UInt64
  var memory: MemoryRecord
  var faults: [FaultRecord]
  var messages: MessageRecord
  var crypto: CryptoRecord

  init(_ record: RunRecord) {
    endings = [CaseReport.EndingCount(ending: record.ending, runs: 1)]
    properties = record.properties.map { PropertyTally($0, seed: record.seed) }
    latencies = record.latencies
    load = record.load
    virtualUs = record.virtualUs
    events = record.events
    longestQueue = record.longestQueue
    memory = record.memory
    faults = record.faults
    messages = record.messages
    crypto = record.crypto
  }

  mutating func merge(_ other: CaseTotals) {
    precondition(
      properties.count == other.properties.count && latencies.count == other.latencies.count,
      "runs of different systems do not add up")
    for index in properties.indices { properties[index].merge(other.properties[index]) }
    for index in latencies.indices {
      precondition(latencies[index].stage == other.latencies[index].stage, "stages differ")
      latencies[index].histogram.merge(other.latencies[index].histogram)
    }
    for count in other.endings {
      if let index = endings.firstIndex(where: { $0.ending == count.ending }) {
        endings[index].runs += count.runs
      } else {
        endings.append(count)
      }
    }
    load += other.load
    virtualUs += other.virtualUs
    events += other.events
    longestQueue = max(longestQueue, other.longestQueue)
    memory.merge(other.memory)
    for fault in other.faults { add(fault) }
    messages.merge(other.messages)
    crypto += other.crypto
  }

  private mutating func add(_ fault: FaultRecord) {
    guard let index = faults.firstIndex(where: { $0.kind == fault.kind }) else {
      return faults.append(fault)
    }
    faults[index].requested += fault.requested
    faults[index].injected += fault.injected
    faults[index].effective += fault.effective
  }
}

extension MessageRecord {
  /// Adds another run's messages.
  mutating func merge(_ other: MessageRecord) {
    sent += other.sent
    delivered += other.delivered
    dropped += other.dropped
    duplicated += other.duplicated
    bytes += other.bytes
    for type in other.byType {
      guard let index = byType.firstIndex(where: { $0.label == type.label }) else {
        byType.append(type)
        continue
      }
      byType[index].sent += type.sent
      byType[index].delivered += type.delivered
      byType[index].bytes += type.bytes
    }
  }
}
