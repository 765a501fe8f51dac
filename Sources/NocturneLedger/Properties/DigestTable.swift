import Cryptography
import Determinism

/// A table by digest. Half of a digest tells it apart as well as the whole.
struct DigestTable<Value: Sendable>: Sendable {
  private var table = LookupTable<Fingerprint128, Value>()

  subscript(digest: Digest) -> Value? {
    get { table[Self.key(digest)] }
    set {
      if let newValue {
        table.insert(Self.key(digest), newValue)
      } else {
        table.remove(Self.key(digest))
      }
    }
  }

  subscript(key: Fingerprint128) -> Value? {
    get { table[key] }
    set {
      if let newValue {
        table.insert(key, newValue)
      } else {
        table.remove(key)
      }
    }
  }

  /// The bytes of the table.
  var bytes: Int { table.bytes }

  /// The half of a digest by which it is found.
  static func key(_ digest: Digest) -> Fingerprint128 {
    Fingerprint128(high: digest.raw.word0, low: digest.raw.word1)
  }
}

extension Digest {
  /// The first 12 hexadecimal digits, for explanations.
  var short: String { String(hex.prefix(12)) }
}
