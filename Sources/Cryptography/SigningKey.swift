/// The right to sign as one owner: a handle into the ``Cryptographer`` that made it.
///
/// The secret itself never leaves the cryptographer. Only ``Cryptographer/makeKey(role:index:)``
/// makes one, so that a node signs with the keys it was given and no other.
@frozen
public struct SigningKey: Hashable, Sendable {
  @usableFromInline
  let position: UInt32

  @inlinable
  init(position: Int) { self.position = UInt32(position) }
}
