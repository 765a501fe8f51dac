public import ModelChecking

extension XavierPBFT {
  /// What is ordered, and what could be.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    let prepared = self.prepared(row)
    let needed = size.quorum - size.liars.nonzeroBitCount
    let certified = shared(row, from: 12, by: needed)
    let byCorrect = shared(row, from: 12, by: size.quorum)
    let valid: UInt32 = 1 << UInt32(size.submitted) - 1 | 4
    var (isAgreed, isValid, isUnique, isAll) = (true, true, true, true)
    var (isLate, isEmpty, all): (Bool, Bool, UInt32) = (false, false, 0)
    for slot in 0..<size.slots {
      var (ordered, own): (UInt32, UInt32) = (0, 0)
      for view in 0..<size.views {
        let place = self.place(view, slot)
        ordered |= certified >> place & 7
        own |= byCorrect >> place & 7
        if (prepared >> place & 7).nonzeroBitCount > 1 { isUnique = false }
      }
      if ordered.nonzeroBitCount > 1 { isAgreed = false }
      if ordered & ~valid != 0 { isValid = false }
      if ordered & 4 != 0 { isEmpty = true }
      if own == 0 { isAll = false }
      if certified >> place(size.views - 1, slot) & 7 != 0 { isLate = true }
      all |= own
    }
    var letter: UInt64 = isAgreed ? 1 : 0
    if isValid { letter |= 2 }
    if isUnique { letter |= 4 }
    if doQuorumsMeet { letter |= 8 }
    if isLate { letter |= 16 }
    // The first view is not started by anybody.
    if row[size.replicas] >> 8 != 0 { letter |= 32 }
    if isEmpty { letter |= 64 }
    if isAll { letter |= 1 << 9 }
    let submitted: UInt32 = 1 << UInt32(size.submitted) - 1
    if all & submitted == submitted { letter |= 1 << 10 }
    return letter
  }

  /// Exchanges the two batches, if the row is then a smaller one.
  @inlinable
  public func canonicalise(_ row: inout MutableSpan<UInt32>) {
    for index in 0...size.replicas {
      let exchanged = self.exchanged(row[index], isViews: index == size.replicas)
      if exchanged > row[index] { return }
      if exchanged < row[index] { break }
    }
    for index in 0...size.replicas {
      row[index] = exchanged(row[index], isViews: index == size.replicas)
    }
  }

  @inlinable
  func exchanged(_ word: UInt32, isViews: Bool) -> UInt32 {
    if isViews {
      // In a plan the two are 1 and 2: both bits change if they differ.
      let differing = (word ^ word >> 1) & 0x5555_5550
      return word ^ (differing | differing << 1)
    }
    let differing = (word ^ word >> 1) & 0o11111111
    return word ^ (differing | differing << 1)
  }

  /// A replica is owed the steps for which no message of a liar is needed, as a liar may send none.
  @inlinable
  public func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    let (rank, kind) = (action / kinds, action % kinds)
    if 2 * rank >= fairness.count { return 0 }  // Nobody is owed that he forgets.
    let bit: UInt64 = 1 << UInt64(2 * rank)
    if kind == 0 { return bit << 1 }
    var replica = rank
    while isLiar(replica) || self.rank(replica, among: ~size.liars) < rank { replica += 1 }
    let (word, new) = (row[replica], next[replica])
    let view = self.view(word)
    if word == new && row[size.replicas] == next[size.replicas] || isLiar(primary(view)) {
      return 0
    }
    if row[size.replicas] != next[size.replicas] {
      let arrived = (0..<size.replicas).count { !isLiar($0) && self.view(row[$0]) >= view }
      if arrived < size.quorum { return 0 }
    }
    // At most one thing is committed by a step; its votes stand where its commit does.
    let committed = (new & ~word) >> 12 & 0xFFF
    return committed & ~shared(row, from: 0, by: size.quorum) == 0 ? bit : 0
  }

  /// The variables, those of each replica, view and slot by themselves.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let correct = (0..<size.replicas).filter { !isLiar($0) }
    let values = ["a", "b", "Null"]
    func votes(_ name: String, from bit: UInt32) -> [ModelVariable] {
      correct.flatMap { replica in
        (0..<size.views).flatMap { view in
          (0..<size.slots).map { slot in
            ModelVariable(
              "\(name)[\(replica)][\(view)][\(slot + 1)]",
              Notation.set(row[replica] >> (bit + place(view, slot)) & 7, of: values))
          }
        }
      }
    }
    let plans = (0..<size.views).map { view in
      let plan = self.plan(row, view)
      let slots = (0..<size.slots).map { slot in
        let choice = Int(plan >> UInt32(2 * slot) & 3)
        return choice == 0 ? "Free" : values[choice - 1]
      }
      let started = plan == 16 ? [] : [Notation.sequence(slots)]
      return ModelVariable("newView[\(view)]", Notation.set(started))
    }
    return correct.map { ModelVariable("view[\($0)]", "\(view(row[$0]))") }
      + correct.map { ModelVariable("active[\($0)]", Notation.boolean(isActive(row[$0]))) }
      + votes("vote", from: 0) + votes("commit", from: 12) + plans
  }
}
