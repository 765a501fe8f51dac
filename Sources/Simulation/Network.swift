public import Determinism
public import Faults

/// The directed links of a cluster: their kinds, their random streams, and what they carry now.
@frozen
@safe
@usableFromInline
struct Network: ~Copyable {
  /// What changes about one link.
  @frozen
  @usableFromInline
  struct Link {
    @usableFromInline
    var stream: RandomStream
    /// When the link has sent what departed so far, in microseconds; for links with a bandwidth.
    @usableFromInline
    var busyUntil: UInt64 = 0
    /// The latest arrival so far, in microseconds; for links that keep the order.
    @usableFromInline
    var lastArrival: UInt64 = 0
    /// The cuts that close the link now.
    @usableFromInline
    var cuts: UInt32 = 0
    @usableFromInline
    var profile: UInt16
    @usableFromInline
    var isSeeded = false

    @inlinable
    init(stream: RandomStream, profile: UInt16) {
      self.stream = stream
      self.profile = profile
    }
  }

  /// A kind of link that only delays and loses, by formulas: no reference to count at each message.
  @frozen
  @usableFromInline
  struct ShortPath {
    @usableFromInline
    let loss: Probability
    @usableFromInline
    let delay: Sampler.Curve
    @usableFromInline
    let jitter: Sampler.Curve?

    /// Nil for a link that does more.
    @usableFromInline
    init?(_ profile: LinkProfile) {
      guard profile.isPlain, let delay = profile.delay.curve else { return nil }
      if let jitter = profile.jitter, jitter.curve == nil { return nil }
      loss = profile.loss
      self.delay = delay
      jitter = profile.jitter?.curve
    }
  }

  @usableFromInline
  let size: Int
  @usableFromInline
  let seed: UInt64
  @usableFromInline
  let links: UnsafeMutablePointer<Link>
  @usableFromInline
  let profiles: UnsafeMutablePointer<LinkProfile>
  @usableFromInline
  let profileCount: Int
  @usableFromInline
  let short: UnsafeMutablePointer<ShortPath?>

  /// Makes the links between `size` members.
  @inlinable
  init(
    size: Int, seed: UInt64, profiles list: [LinkProfile],
    profile: (NodeID, NodeID) -> Int
  ) {
    precondition(list.count <= Int(UInt16.max) + 1, "\(list.count) kinds of links")
    self.size = size
    self.seed = seed
    profileCount = list.count
    // The three allocations are ours alone; `deinit` gives them back.
    unsafe links = .allocate(capacity: size * size)
    unsafe profiles = .allocate(capacity: list.count)
    unsafe short = .allocate(capacity: list.count)
    for (index, value) in list.enumerated() {
      unsafe (profiles + index).initialize(to: value)
      unsafe (short + index).initialize(to: ShortPath(value))
    }
    let unseeded = RandomStream(seed: seed, name: "unused", index: 0)
    for from in 0..<size {
      for to in 0..<size {
        let kind = profile(NodeID(from), NodeID(to))
        precondition(list.indices.contains(kind), "link \(from) to \(to) has no profile \(kind)")
        // Each of the size² links is initialised once.
        unsafe (links + from * size + to).initialize(
          to: Link(stream: unseeded, profile: UInt16(kind)))
      }
    }
  }

  @inlinable
  deinit {
    // All three were initialised in full.
    unsafe links.deinitialize(count: size * size)
    unsafe profiles.deinitialize(count: profileCount)
    unsafe short.deinitialize(count: profileCount)
    unsafe links.deallocate()
    unsafe profiles.deallocate()
    unsafe short.deallocate()
  }

  /// Gives a link its stream at its first use: most links of a large cluster never carry anything.
  @usableFromInline
  @inline(never)
  func seedLink(_ link: UnsafeMutablePointer<Link>, from: Int, to: Int) {
    let index = UInt64(from) << 16 | UInt64(to)
    // The caller's pointer is to one of our links.
    unsafe link.pointee.stream = RandomStream(seed: seed, name: "link", index: index)
    unsafe link.pointee.isSeeded = true
  }

  /// Opens or closes the links of a cut.
  ///
  /// - Precondition: The cut names members only.
  func setCut(_ partition: Partition, closed: Bool) {
    for (from, to) in partition.links {
      precondition(from.index < size && to.index < size, "a cut of \(from) from \(to)")
      // Both ends are members.
      let link = unsafe links + Int(from.index) * size + Int(to.index)
      if closed {
        unsafe link.pointee.cuts += 1
      } else {
        unsafe link.pointee.cuts -= 1
      }
    }
  }
}
