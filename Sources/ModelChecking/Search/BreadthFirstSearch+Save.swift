import Determinism

extension BreadthFirstSearch {
  /// How many rows are in a block that is saved.
  private var rowsPerBlock: Int { 4_096 }

  /// What must be the same where a search goes on.
  var signature: UInt64 {
    var writer = CanonicalWriter(capacity: 1_024)
    writer.put(UInt32(system.width))
    for name in system.actions + system.propositions + properties.map(\.name) {
      writer.put(bytes: Array(name.utf8))
    }
    for property in properties {
      writer.put(UInt8(property.quantity == .always ? 0 : 1))
      writer.put(property.condition.reads)
    }
    writer.put(UInt32(Visited.keyWords))
    for flag in [
      workers[0].isSymmetric, workers[0].isConstrained, options.reducesOrders,
      options.stopsAtViolation, options.refusesDeadlock,
    ] { writer.put(UInt8(flag ? 1 : 0)) }
    return Fingerprint.hash64(writer.bytes)
  }

  /// Saves the search, if that is wanted and it is time to.
  ///
  /// - Parameters:
  ///   - first: The place in the frontier of the first state that was not expanded.
  ///   - isLast: Whether the search ends here.
  func saveIfDue(from first: Int, isLast: Bool = false) throws(CheckpointError) {
    guard let checkpoints = options.checkpoints else { return }
    guard isLast || checkpoints.isDue(links.count - savedStates) else { return }
    savedStates = links.count
    do throws(BlockStoreError) {
      try save(from: first, to: checkpoints.store)
    } catch {
      throw .unsaved(error)
    }
    checkpoints.tell()
  }

  private func save(from first: Int, to store: any BlockStore) throws(BlockStoreError) {
    saves += 1
    var head = BlockList()
    for segment in 0..<Segments.count {
      try head.add(bytes(of: segment), named: "visited-\(saves % 2)-\(segment)", store)
    }
    for block in 0..<links.blockCount {
      // Blocks that are full do not change any more.
      let isFull = block + 1 < links.blockCount
      if isFull, block < savedLinks.count {
        head.add(savedLinks[block])
        continue
      }
      let name = isFull ? "links-\(block)" : "links-\(saves % 2)-last"
      try head.add(Self.bytes(links.words(of: block)), named: name, store)
      if isFull, let last = head.blocks.last { savedLinks.append(last) }
    }
    try saveRows(of: frontier, from: first, "frontier", to: store, &head)
    try saveRows(of: next, from: 0, "next", to: store, &head)
    try store.write(bytes(of: head, from: first), to: "head")
  }

  private func saveRows(
    of rows: RowBlocks, from first: Int, _ name: String, to store: any BlockStore,
    _ head: inout BlockList
  ) throws(BlockStoreError) {
    var start = first
    var block = 0
    while start < rows.count {
      let end = min(start + rowsPerBlock, rows.count)
      var writer = CanonicalWriter(capacity: 1 << 16)
      for index in start..<end {
        let row = rows.withRow(index) { row in row.indices.map { row[$0] } }
        writer.put(bytes: encode(row))
      }
      try head.add(writer.bytes, named: "\(name)-\(saves % 2)-\(block)", store)
      (start, block) = (end, block + 1)
    }
  }

  /// The states of a segment: their keys, or all of their words where keys do not suffice.
  private func bytes(of segment: Int) -> [UInt8] {
    if Visited.keyWords > 0 { return Self.bytes(visited.words(of: segment)) }
    var writer = CanonicalWriter(capacity: 1 << 16)
    visited.forEachRow(of: segment) { row in
      writer.put(bytes: workers[0].system.encode(row))
    }
    return writer.bytes
  }

  private func encode(_ row: [UInt32]) -> [UInt8] { workers[0].system.encode(row.span) }

  private static func bytes(_ words: [UInt64]) -> [UInt8] {
    var writer = CanonicalWriter(capacity: 8 * words.count + 16)
    for word in words { writer.put(word) }
    return writer.bytes
  }

  /// What heads begin with; the digit is that of the format.
  static var magic: [UInt8] { Array("nocturne checkpoint 1\n".utf8) }

  /// The head: what is searched, the signature, the blocks, and all that is not in them.
  private func bytes(of blocks: BlockList, from first: Int) -> [UInt8] {
    var writer = CanonicalWriter(capacity: 1 << 14)
    writer.put(bytes: Self.magic)
    writer.put(bytes: Array(options.subject.utf8))
    writer.put(signature)
    writer.put(bytes: workers[0].system.encodeMemory())
    for number in [
      saves, frontier.count - first, next.count, links.count, counts.generated, counts.depth,
      counts.initial, counts.deadlocks, counts.frontierBytes,
      links.count - next.count - frontier.count + first,
    ] { writer.put(UInt64(number)) }
    for number in [deadlock, failure] { writer.put(number ?? .max) }
    for action in counts.actions.indices {
      for kind in [\SearchWorker<System, Visited>.taken, \.distinct] {
        writer.put(UInt64(workers.reduce(0) { $0 + $1[keyPath: kind][action] }))
      }
    }
    for discovery in found {
      writer.put(discovery?.link ?? .max)
      writer.put(bytes: discovery.map { encode($0.row) } ?? [])
    }
    writer.put(UInt32(blocks.blocks.count))
    for block in blocks.blocks {
      writer.put(bytes: Array(block.name.utf8))
      writer.put(block.fingerprint)
    }
    let hash = Fingerprint.hash64(writer.bytes)
    writer.put(hash)
    return writer.bytes
  }
}

/// The blocks of a checkpoint, in order, with their fingerprints.
struct BlockList {
  struct Block: Sendable {
    var name: String
    var fingerprint: UInt64
  }

  var blocks: [Block] = []

  mutating func add(_ block: Block) { blocks.append(block) }

  mutating func add(
    _ bytes: [UInt8], named name: String, _ store: any BlockStore
  ) throws(BlockStoreError) {
    try store.write(bytes, to: name)
    add(Block(name: name, fingerprint: Fingerprint.hash64(bytes)))
  }
}
