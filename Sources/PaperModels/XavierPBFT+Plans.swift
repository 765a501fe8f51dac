/// Certificates of a slot are bits here, at three times their view and the value.
extension XavierPBFT {
  /// All that a view may be started with, as bits: by Q VIEWCHANGEs of correct replicas that have come so far, and of
  /// liars, each of which shows a certificate that can be made, or none.
  @inlinable
  func possiblePlans(_ row: Span<UInt32>, _ view: Int, _ prepared: UInt32) -> UInt32 {
    var arrived: UInt32 = 0
    for replica in 0..<size.replicas where !isLiar(replica) && self.view(row[replica]) >= view {
      arrived |= 1 << UInt32(replica)
    }
    let needed = size.quorum - size.liars.nonzeroBitCount
    if arrived.nonzeroBitCount < needed { return 0 }
    if variant == .noPreparedCarry { return 1 }
    var plans: UInt32 = 0
    var senders = arrived
    while true {
      if senders.nonzeroBitCount >= needed { plans |= self.plans(row, view, senders, prepared) }
      if senders == 0 { return plans }
      senders = (senders - 1) & arrived
    }
  }

  /// What a view may be started with by the VIEWCHANGEs of some correct replicas.
  @inlinable
  func plans(
    _ row: Span<UInt32>, _ view: Int, _ senders: UInt32, _ prepared: UInt32
  ) -> UInt32 {
    let first = shown(row, view, 0, senders)
    let firstClaims = claims(view, 0, prepared)
    if size.slots == 1 { return withClaims(firstClaims) { choices(first | $0, isFollowed: false) } }
    let second = shown(row, view, 1, senders)
    let secondClaims = claims(view, 1, prepared)
    return withClaims(secondClaims) { later in
      let certificates = second | later
      let high = choices(certificates, isFollowed: false)
      let low = withClaims(firstClaims) { choices(first | $0, isFollowed: certificates != 0) }
      // The plans of both slots: of each choice for the second one all those for the first one.
      var plans: UInt32 = 0
      for choice: UInt32 in 0..<4 where high >> choice & 1 == 1 { plans |= low << (4 * choice) }
      return plans
    }
  }

  /// The certificates of a slot that correct replicas show in their VIEWCHANGEs to a view.
  @inlinable
  func shown(_ row: Span<UInt32>, _ view: Int, _ slot: Int, _ senders: UInt32) -> UInt32 {
    var certificates: UInt32 = 0
    for replica in 0..<size.replicas where senders >> UInt32(replica) & 1 == 1 {
      if !isForgetful(replica) { certificates |= row[replica] >> (12 + place(0, slot)) }
    }
    return certificates & (1 << UInt32(3 * view) - 1)
  }

  /// The certificates of a slot that a liar can show.
  @inlinable
  func claims(_ view: Int, _ slot: Int, _ prepared: UInt32) -> UInt32 {
    size.liars == 0 ? 0 : prepared >> place(0, slot) & (1 << UInt32(3 * view) - 1)
  }

  /// What is so without a certificate of a liar, or with one of those that it can show.
  @inlinable
  @inline(__always)
  func withClaims(_ certificates: UInt32, _ plans: (UInt32) -> UInt32) -> UInt32 {
    var (all, rest) = (plans(0), certificates)
    while rest != 0 {
      all |= plans(rest & (~rest &+ 1))
      rest &= rest - 1
    }
    return all
  }

  /// What a slot is started with after some certificates, as bits: 0 if it is free, else the value and 1.
  ///
  /// - Parameters:
  ///   - certificates: Those of this slot.
  ///   - isFollowed: Whether there is one of a later slot.
  @inlinable
  func choices(_ certificates: UInt32, isFollowed: Bool) -> UInt32 {
    // Where nothing can have been ordered, the empty batch is put before what may have been.
    if certificates == 0 { return isFollowed ? 8 : 1 }
    if variant == .anyCert {
      return ((certificates | certificates >> 3 | certificates >> 6) & 7) << 1
    }
    let highest = UInt32(31 - certificates.leadingZeroBitCount) / 3
    return (certificates >> (3 * highest) & 7) << 1
  }
}
