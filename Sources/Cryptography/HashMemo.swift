public import Determinism

/// SHA-256 for the nodes of one run, which ask for the same hashes over and over: each replica hashes
/// what its peers have hashed, and each client what was hashed for another.
///
/// It remembers answers by a 128-bit fingerprint under the run's secret, in a table with one place for a
/// fingerprint, where the newest answer stays. A hash is a function of its bytes, so that nothing but the
/// time tells whether it was remembered.
public final class HashMemo {
  private struct Answer {
    var high: UInt64
    var low: UInt64
    var digest: Digest
  }

  private let base: KeyedFingerprint
  private var answers: ContiguousArray<Answer> = []

  /// How many answers it holds: about 0.8 MB.
  private static let size = 1 << 14

  init(base: KeyedFingerprint) { self.base = base }

  /// SHA-256 of what a writer holds.
  public func sha256(_ writer: borrowing CanonicalWriter) -> Digest {
    if answers.isEmpty {
      answers = ContiguousArray(
        repeating: Answer(high: 0, low: 0, digest: .zero), count: Self.size)
    }
    var fingerprint = base
    // The bytes are read during the call only.
    unsafe writer.withUnsafeBytes { unsafe fingerprint.absorb($0) }
    let (high, low) = fingerprint.words
    let place = Int(truncatingIfNeeded: low) & (Self.size - 1)
    // A place that was never written bears no fingerprint.
    if answers[place].high == high, answers[place].low == low, high | low != 0 {
      return answers[place].digest
    }
    let digest = Hashing.sha256(writer)
    answers[place] = Answer(high: high, low: low, digest: digest)
    return digest
  }
}

@available(*, unavailable)
extension HashMemo: Sendable {}

extension Hashing {
  /// SHA-256 of what a writer holds, remembered where there is a memo.
  static func sha256(_ writer: borrowing CanonicalWriter, _ memo: HashMemo?) -> Digest {
    if let memo { memo.sha256(writer) } else { sha256(writer) }
  }
}
