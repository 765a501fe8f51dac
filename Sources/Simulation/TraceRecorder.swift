public import Cryptography
public import Determinism
import Traces

/// Digests the events of a run as they happen.
///
/// Each event is a record of four little-endian words: time; class, label, receiver and sender; view
/// and length; the payload's fingerprint. The trace digest is BLAKE2b-256 over the records. The shape
/// fingerprint takes the same words but the payload's, and the slot instead.
@frozen
@safe
@usableFromInline
struct TraceRecorder: ~Copyable {
  /// Events between two marks.
  @usableFromInline
  static var markInterval: UInt64 { 4_096 }
  @usableFromInline
  static var bufferedRecords: Int { 128 }

  @usableFromInline
  let isOn: Bool
  @usableFromInline
  var digest = BLAKE2bStream()
  @usableFromInline
  var shape = FingerprintAccumulator()
  @usableFromInline
  let buffer: UnsafeMutablePointer<UInt64>
  @usableFromInline
  var buffered = 0
  /// The number of events so far.
  @usableFromInline
  var events: UInt64 = 0
  @usableFromInline
  var marks: [UInt64] = []

  @inlinable
  init(isOn: Bool) {
    self.isOn = isOn
    // Ours alone; `deinit` gives it back.
    unsafe buffer = .allocate(capacity: Self.bufferedRecords * 4)
  }

  @inlinable
  deinit {
    // Words are trivial and need no deinitialisation.
    unsafe buffer.deallocate()
  }

  /// Takes the next event.
  @inlinable
  @inline(__always)
  mutating func record(
    time: UInt64, class kind: EventClass, label: UInt8, to: UInt16, from: UInt16, view: UInt32,
    length: UInt32, slot: UInt64, payload: UInt64
  ) {
    events += 1
    guard isOn else { return }
    let head =
      kind.rawValue << 40 | UInt64(label) << 32 | UInt64(to) << 16 | UInt64(from)
    let extent = UInt64(view) << 32 | UInt64(length)
    // `flush` leaves room for a whole record.
    unsafe buffer[buffered] = time.littleEndian
    unsafe buffer[buffered + 1] = head.littleEndian
    unsafe buffer[buffered + 2] = extent.littleEndian
    unsafe buffer[buffered + 3] = payload.littleEndian
    buffered += 4
    shape.absorb(time)
    shape.absorb(head)
    shape.absorb(extent)
    shape.absorb(slot)
    if buffered == Self.bufferedRecords * 4 { flush() }
  }

  @usableFromInline
  @inline(never)
  mutating func flush() {
    // The first `buffered` words are initialised.
    unsafe digest.update(UnsafeRawBufferPointer(start: buffer, count: buffered * 8))
    buffered = 0
    if events % Self.markInterval == 0 { marks.append(digest.snapshot().raw.word0) }
  }

  /// Adds the final state of a node to the trace digest; its shape is not part of the run's.
  mutating func appendState(_ fingerprint: UInt64, seat: Int) {
    // `flush` leaves room for a whole record.
    unsafe buffer[buffered] = UInt64.max
    unsafe buffer[buffered + 1] = UInt64(seat).littleEndian
    unsafe buffer[buffered + 2] = 0
    unsafe buffer[buffered + 3] = fingerprint.littleEndian
    buffered += 4
    if buffered == Self.bufferedRecords * 4 {
      // The first `buffered` words are initialised.
      unsafe digest.update(UnsafeRawBufferPointer(start: buffer, count: buffered * 8))
      buffered = 0
    }
  }

  /// Ends the recording and writes the digests into a record.
  mutating func finish(into run: inout RunRecord) {
    if buffered > 0 {
      // The first `buffered` words are initialised.
      unsafe digest.update(UnsafeRawBufferPointer(start: buffer, count: buffered * 8))
      buffered = 0
    }
    run.events = events
    run.traceDigest = digest.snapshot().description
    run.shapeDigest = shape.value.description
    run.marks = marks
  }
}
