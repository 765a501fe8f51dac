import CPlatform

/// One thread of the operating system, with a stack large enough for recursive parsers.
///
/// Safe to use although it holds a pointer: no one else sees the handle.
@safe struct Thread {
  // The C side owns what this points to until `join`.
  private let handle: UnsafeMutableRawPointer

  /// Starts a thread; nil when the system has none to give.
  init?(_ body: @escaping @Sendable () -> Void) {
    // Retained here, released by the thread once it has run.
    let box = unsafe Unmanaged.passRetained(Box(body))
    var handle: UnsafeMutableRawPointer?
    // The closure captures nothing; the argument is the box from above.
    let code = unsafe nocturne_start_thread(
      { argument in
        // The one retain from above is taken back here.
        let box = unsafe Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue()
        box.body()
      }, box.toOpaque(), 8 << 20, &handle)
    // Set by the call when it succeeds.
    guard code == 0, let started = unsafe handle else {
      unsafe box.release()  // No thread will.
      return nil
    }
    unsafe self.handle = started  // As declared above.
  }

  /// Waits until the thread has ended; called once.
  func join() { unsafe nocturne_join(handle) }  // The handle is valid until here.

  private final class Box: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
