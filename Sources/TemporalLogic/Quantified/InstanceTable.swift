import Determinism

/// The bindings of a property of which more is known than that nothing is told of them.
struct InstanceTable: Sendable {
  /// A binding.
  struct Instance: Sendable {
    var values: FactValues
    var state: UInt16
    /// Since when something has had to come that has not come yet; nil where nothing has.
    var openSince: Moment?
    /// Told apart from others that had the same place before.
    var stamp: UInt64
    var isLive: Bool
  }

  private(set) var instances: [Instance] = []
  private var heads = LookupTable<UInt64, Int32>()
  private var next: [Int32] = []
  private var free: [Int32] = []
  private var stamps: UInt64 = 0
  /// How many there are.
  private(set) var count = 0
  /// What was opened, in its order.
  private var opened: [(place: Int32, stamp: UInt64)] = []
  private var head = 0

  var bytes: Int {
    instances.count * (MemoryLayout<Instance>.stride + 4) + heads.bytes
      + (opened.count - head) * 16
  }

  /// The place of a binding; -1 for none.
  func find(_ values: FactValues) -> Int32 {
    if count == 0 { return -1 }
    var place = heads[values.hash] ?? -1
    while place >= 0, instances[Int(place)].values != values { place = next[Int(place)] }
    return place
  }

  /// Sets the state of a binding, and whether something has to come.
  mutating func set(
    _ values: FactValues, at known: Int32, state: UInt16, isOpen: Bool, _ moment: Moment
  ) {
    var place = known
    if place < 0 {
      place = free.popLast() ?? Int32(instances.count)
      stamps += 1
      let instance = Instance(
        values: values, state: state, openSince: nil, stamp: stamps, isLive: true)
      if Int(place) == instances.count {
        instances.append(instance)
        next.append(-1)
      } else {
        instances[Int(place)] = instance
      }
      next[Int(place)] = heads.insert(values.hash, place) ?? -1
      count += 1
    }
    instances[Int(place)].state = state
    if !isOpen {
      instances[Int(place)].openSince = nil
    } else if instances[Int(place)].openSince == nil {
      instances[Int(place)].openSince = moment
      stamps += 1
      instances[Int(place)].stamp = stamps
      opened.append((place, stamps))
      if opened.count - head > 2 * count + 256 { forgetClosed() }
    }
  }

  /// Forgets the order in which those were opened that no longer wait.
  private mutating func forgetClosed() {
    opened = opened[head...].filter { isOpen($0.place, $0.stamp) }
    head = 0
  }

  private func isOpen(_ place: Int32, _ stamp: UInt64) -> Bool {
    let instance = instances[Int(place)]
    return instance.isLive && instance.stamp == stamp && instance.openSince != nil
  }

  /// Lets go of a binding.
  mutating func remove(_ place: Int32) {
    let hash = instances[Int(place)].values.hash
    var link = heads[hash] ?? -1
    if link == place {
      if next[Int(place)] >= 0 {
        heads.insert(hash, next[Int(place)])
      } else {
        heads.remove(hash)
      }
    } else {
      while next[Int(link)] != place { link = next[Int(link)] }
      next[Int(link)] = next[Int(place)]
    }
    instances[Int(place)].isLive = false
    instances[Int(place)].openSince = nil
    free.append(place)
    count -= 1
  }

  /// The binding that has waited longest.
  mutating func oldest() -> Instance? {
    while head < opened.count {
      let (place, stamp) = opened[head]
      if isOpen(place, stamp) { return instances[Int(place)] }
      head += 1
      if head > 256, head * 2 > opened.count {
        opened.removeFirst(head)
        head = 0
      }
    }
    return nil
  }
}
