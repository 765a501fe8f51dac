public import ModelChecking

extension XavierPBFT {
  /// What each correct replica can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    let prepared = self.prepared(row)
    let isSettled = (0..<size.replicas).allSatisfy {
      isLiar($0) || view(row[$0]) == size.views - 1
    }
    let forget = kinds * (size.replicas - size.liars.nonzeroBitCount)
    for replica in 0..<size.replicas where !isLiar(replica) {
      let (word, action) = (row[replica], kinds * rank(replica, among: ~size.liars))
      let view = self.view(word)
      if view + 1 < size.views {
        tell(action, row, replica, (word + 1 << 24) & ~(1 << 26), isSettled, &buffer)
      }
      if isForgetful(replica), view > 0 {
        tell(
          forget + rank(replica, among: size.forgetful), row, replica, word & 0xFF_FFFF | 1 << 26,
          isSettled, &buffer)
      }
      if isActive(word) {
        for slot in 0..<size.slots {
          let number = action + 3 + 3 * slot
          appendVotes(of: row, replica, slot, number, isSettled, &buffer)
          appendCommits(of: row, replica, slot, number + 2, prepared, isSettled, &buffer)
        }
      } else {
        appendEntrances(of: row, replica, action + 1, prepared, isSettled, &buffer)
      }
    }
  }

  /// Tells a step that changes the word of one replica, and perhaps that of the new views.
  @inlinable
  @inline(__always)
  func tell(
    _ action: Int, _ row: Span<UInt32>, _ replica: Int, _ next: UInt32, _ isSettled: Bool,
    starting views: UInt32 = 0, _ buffer: inout SuccessorBuffer
  ) {
    let word = row[replica]
    var pulses: UInt64 = view(next) < view(word) ? 1 << 7 : 0
    if isSettled, next != word || views != 0, remaining(next) >= remaining(word) {
      pulses |= 1 << 8
    }
    buffer.emit(action, copying: row, pulses: pulses) {
      $0[replica] = next
      $0[size.replicas] |= views
    }
  }

  /// How much a replica has yet to do in the last view.
  @inlinable
  func remaining(_ word: UInt32) -> Int {
    var count = isActive(word) ? 0 : 1
    for slot in 0..<size.slots {
      let place = self.place(size.views - 1, slot)
      if word >> place & 7 == 0 { count += 1 }
      if word >> (12 + place) & 7 == 0 { count += 1 }
    }
    return count
  }

  /// A primary proposes, or a backup prepares what it has proposed.
  @inlinable
  func appendVotes(
    of row: Span<UInt32>, _ replica: Int, _ slot: Int, _ action: Int, _ isSettled: Bool,
    _ buffer: inout SuccessorBuffer
  ) {
    let word = row[replica]
    let view = self.view(word)
    let place = self.place(view, slot)
    if word >> place & 7 != 0 && !isForgetful(replica) { return }
    if slot > 0, word >> self.place(view, slot - 1) & 7 == 0 { return }
    let number = primary(view)
    let batches = variant == .noSignatures ? size.batches : size.submitted
    // A liar proposes whatever serves; a correct primary has chosen.
    let proposals =
      replica == number || isLiar(number) ? 1 << UInt32(batches) - 1 : row[number] >> place & 7
    for value: UInt32 in 0..<3 where proposals >> value & 1 == 1 {
      tell(
        replica == number ? action : action + 1, row, replica, word | 1 << (place + value),
        isSettled, &buffer)
    }
  }

  @inlinable
  func appendCommits(
    of row: Span<UInt32>, _ replica: Int, _ slot: Int, _ action: Int, _ prepared: UInt32,
    _ isSettled: Bool, _ buffer: inout SuccessorBuffer
  ) {
    let word = row[replica]
    let place = self.place(view(word), slot)
    if word >> (12 + place) & 7 != 0 && !isForgetful(replica) { return }
    let values = (word & prepared) >> place & 7
    for value: UInt32 in 0..<3 where values >> value & 1 == 1 {
      tell(action, row, replica, word | 1 << (12 + place + value), isSettled, &buffer)
    }
  }

  /// A replica takes up the work of its view: as its primary, or because its primary has.
  @inlinable
  func appendEntrances(
    of row: Span<UInt32>, _ replica: Int, _ action: Int, _ prepared: UInt32, _ isSettled: Bool,
    _ buffer: inout SuccessorBuffer
  ) {
    let view = self.view(row[replica])
    let number = primary(view)
    let started = plan(row, view)
    if replica == number {
      if started != 16 { return }
      var plans = possiblePlans(row, view, prepared)
      while plans != 0 {
        let plan = UInt32(plans.trailingZeroBitCount)
        plans &= plans - 1
        tell(
          action, row, replica, entered(row[replica], plan), isSettled,
          starting: 1 << UInt32(view) | plan << UInt32(4 + 4 * view), &buffer)
      }
      return
    }
    var plans: UInt32 = 0
    if isLiar(number) {
      plans = possiblePlans(row, view, prepared)
    } else if started != 16 {
      plans = 1 << started
    }
    while plans != 0 {
      let plan = UInt32(plans.trailingZeroBitCount)
      plans &= plans - 1
      tell(action + 1, row, replica, entered(row[replica], plan), isSettled, &buffer)
    }
  }

  /// A replica's word after it has voted for all that its view is started with.
  @inlinable
  func entered(_ word: UInt32, _ plan: UInt32) -> UInt32 {
    var next = word | 1 << 26
    for slot in 0..<size.slots {
      let choice = plan >> UInt32(2 * slot) & 3
      if choice == 0 { continue }
      let place = self.place(view(word), slot)
      next = next & ~(7 << place) | 1 << (place + choice - 1)
    }
    return next
  }
}
