import Determinism

extension BreadthFirstSearch {
  /// The numbers of a head, in their order there.
  private struct Head {
    var (frontier, next, links) = (0, 0, 0)
    var number: UInt64 = 0
    var blocks: [BlockList.Block] = []
  }

  /// Takes over a search that was saved, instead of beginning one.
  ///
  /// - Returns: The number of the first state that is to be expanded.
  func restore(from store: any BlockStore) throws(CheckpointError) -> UInt64 {
    let bytes = try Self.read("head", store)
    let body = Array(bytes.dropLast(8))
    guard let hash = Self.words(Array(bytes.suffix(8)))?.first, hash == Fingerprint.hash64(body)
    else { throw .damaged("head") }
    var reader = CanonicalReader(body)
    let names = Self.sound({ () throws(CanonicalError) in
      (magic: try reader.takeBytes(), subject: try reader.takeBytes())
    })
    guard let names, names.magic == Self.magic else { throw .damaged("head") }
    let subject = String(decoding: names.subject, as: UTF8.self)
    if subject != options.subject { throw .other(subject: subject) }
    guard let head = Self.sound({ () throws(CanonicalError) in try readHead(&reader) }) else {
      throw .damaged("head")
    }
    guard let head else { throw .other(subject: subject) }
    var blocks = head.blocks[...]
    try restoreVisited(&blocks, store)
    try restoreLinks(head.links, &blocks, store)
    frontier = try restoreRows(head.frontier, &blocks, store)
    next = try restoreRows(head.next, &blocks, store)
    guard blocks.isEmpty, visited.count == links.count,
      head.number + UInt64(head.frontier + head.next) == UInt64(links.count)
    else { throw .damaged("head") }
    guard repeats(from: Int(head.number)) else { throw .other(subject: subject) }
    savedStates = links.count
    counts.distinct = links.count
    gather()
    return head.number
  }

  private static func sound<T>(_ body: () throws(CanonicalError) -> T) -> T? {
    do throws(CanonicalError) { return try body() } catch { return nil }
  }

  private static func read(
    _ name: String, _ store: any BlockStore
  ) throws(CheckpointError) -> [UInt8] {
    do throws(BlockStoreError) { return try store.read(name) } catch { throw .store(error) }
  }

  private static func read(
    _ blocks: inout ArraySlice<BlockList.Block>, _ store: any BlockStore
  ) throws(CheckpointError) -> (name: String, bytes: [UInt8]) {
    guard let block = blocks.popFirst() else { throw .damaged("head") }
    let bytes = try read(block.name, store)
    if Fingerprint.hash64(bytes) != block.fingerprint { throw .damaged(block.name) }
    return (block.name, bytes)
  }

  /// - Returns: Nil if it is that of another search.
  private func readHead(_ reader: inout CanonicalReader) throws(CanonicalError) -> Head? {
    if try reader.take(UInt64.self) != signature { return nil }
    let memory = try reader.takeBytes()
    guard workers[0].system.decodeMemory(memory) else { throw .truncated(at: reader.offset) }
    var head = Head()
    func number() throws(CanonicalError) -> Int {
      let word = try reader.take(UInt64.self)
      guard word < 1 << 48 else { throw .truncated(at: reader.offset) }
      return Int(word)
    }
    saves = try number()
    (head.frontier, head.next, head.links) = (try number(), try number(), try number())
    (counts.generated, counts.depth) = (try number(), try number())
    (counts.initial, counts.deadlocks) = (try number(), try number())
    counts.frontierBytes = try number()
    head.number = UInt64(try number())
    let numbers = [try reader.take(UInt64.self), try reader.take(UInt64.self)]
    (deadlock, failure) = (numbers[0], numbers[1])
    if deadlock == .max { deadlock = nil }
    if failure == .max { failure = nil }
    for action in counts.actions.indices {
      (workers[0].taken[action], workers[0].distinct[action]) = (try number(), try number())
    }
    for property in properties.indices {
      let link = try reader.take(UInt64.self)
      let bytes = try reader.takeBytes()
      guard link != .max else { continue }
      guard let row = decode(bytes) else { throw .truncated(at: reader.offset) }
      found[property] = SearchWorker.Discovery(link: link, row: row)
    }
    for _ in 0..<(try reader.takeCount()) {
      let name = String(decoding: try reader.takeBytes(), as: UTF8.self)
      head.blocks.append(
        BlockList.Block(name: name, fingerprint: try reader.take(UInt64.self)))
    }
    guard reader.remaining == 0, isPlausible(head) else { throw .truncated(at: reader.offset) }
    return head
  }

  /// Whether links that a head has lead to states that there are.
  private func isPlausible(_ head: Head) -> Bool {
    func isState(_ number: UInt64?) -> Bool { number.map { $0 < UInt64(head.links) } ?? true }
    func isKnown(_ link: UInt64) -> Bool {
      Link.parent(link) == Link.root || isState(Link.parent(link))
    }
    return isState(deadlock) && (failure == Link.root || isState(failure))
      && found.allSatisfy { $0.map { isKnown($0.link) } ?? true }
  }

  private func decode(_ bytes: [UInt8]) -> [UInt32]? {
    guard let row = workers[0].system.decode(bytes), row.count == system.width else { return nil }
    return row
  }

  private func restoreVisited(
    _ blocks: inout ArraySlice<BlockList.Block>, _ store: any BlockStore
  ) throws(CheckpointError) {
    for segment in 0..<Segments.count {
      let (name, bytes) = try Self.read(&blocks, store)
      let isSound =
        Visited.keyWords > 0
        ? Self.words(bytes).map { visited.insert(words: $0, into: segment) } ?? false
        : insert(bytes, into: segment)
      if !isSound { throw .damaged(name) }
    }
  }

  /// Inserts states that were saved with all of their words.
  private func insert(_ bytes: [UInt8], into segment: Int) -> Bool {
    var reader = CanonicalReader(bytes)
    while reader.remaining > 0 {
      guard let encoded = Self.sound({ () throws(CanonicalError) in try reader.takeBytes() }),
        let row = decode(encoded)
      else { return false }
      let key = Visited.key(of: row.span, in: &workers[0].system)
      guard Visited.segment(of: key) == segment, visited.insert(key, row.span) else {
        return false
      }
    }
    return true
  }

  /// Whether the system still leads to some of the states that wait, spread over all of them, by the steps that did.
  private func repeats(from number: Int) -> Bool {
    let count = frontier.count + next.count
    for place in stride(from: 0, to: count, by: max(1, count / 8)) {
      let (rows, index) =
        place < frontier.count ? (frontier, place) : (next, place - frontier.count)
      let row = rows.withRow(index) { row in row.indices.map { row[$0] } }
      do throws(ExplorationError) {
        let (start, ordinals) = try choices(to: links[number + place])
        let path = try StatePath(replaying: ordinals, from: start, on: &workers[0].system)
        if path.last != row { return false }
      } catch {
        return false
      }
    }
    return true
  }

  private func restoreLinks(
    _ count: Int, _ blocks: inout ArraySlice<BlockList.Block>, _ store: any BlockStore
  ) throws(CheckpointError) {
    while links.count < count {
      let block = blocks.first
      let (name, bytes) = try Self.read(&blocks, store)
      guard let words = Self.words(bytes), !words.isEmpty else { throw .damaged(name) }
      for link in words {
        // A state is found after the one before it.
        guard Link.parent(link) == Link.root || Link.parent(link) < UInt64(links.count) else {
          throw .damaged(name)
        }
        links.append(link)
      }
      if words.count == links.blockWords, let block { savedLinks.append(block) }
    }
    if links.count != count { throw .damaged("head") }
  }

  private func restoreRows(
    _ count: Int, _ blocks: inout ArraySlice<BlockList.Block>, _ store: any BlockStore
  ) throws(CheckpointError) -> RowBlocks {
    let rows = RowBlocks(width: system.width)
    while rows.count < count {
      let (name, bytes) = try Self.read(&blocks, store)
      var reader = CanonicalReader(bytes)
      let before = rows.count
      while reader.remaining > 0 {
        guard let encoded = Self.sound({ () throws(CanonicalError) in try reader.takeBytes() }),
          let row = decode(encoded)
        else { throw .damaged(name) }
        rows.append(row.span)
      }
      if rows.count == before { throw .damaged(name) }
    }
    if rows.count != count { throw .damaged("head") }
    return rows
  }

  private static func words(_ bytes: [UInt8]) -> [UInt64]? {
    if bytes.count % 8 != 0 { return nil }
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
