import Determinism

/// Tells apart what a client has submitted for the first time from what it tells again: a client submits its
/// requests in the order of their numbers, and one that boots tells what its log holds, which it may have told
/// before it went down.
struct Submissions: Sendable {
  /// The greatest number of a request that was submitted, by client.
  private var greatest = OrderedMap<UInt64, UInt64>()

  /// Appends all of it.
  func encode(into writer: inout CanonicalWriter) {
    writer.encode(greatest)
  }

  /// Takes notice of a submitted request.
  ///
  /// - Returns: Whether it is new.
  mutating func isNew(_ request: UInt64, again: Bool) -> Bool {
    let client = request >> 40
    if again, let known = greatest[client], request <= known { return false }
    greatest[client] = request
    return true
  }
}
