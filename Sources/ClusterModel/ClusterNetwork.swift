/// What becomes of messages in exploration.
public enum ClusterNetwork: String, CaseIterable, Sendable {
  /// A message that was sent stays, and can be delivered again and again, to whom it was sent; sent twice, it is one.
  case set
  /// A message is delivered once, in any order.
  case bag
  /// A message is delivered once; those of a link in the order in which they were sent.
  case fifo
}
