public import Determinism

extension Replica {
  /// Appends the whole state.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(setup)
    writer.put(index)
    writer.encode(views)
    writer.put(stable)
    writer.encode(stableProof)
    writer.encode(slots)
    writer.put(acceptedThrough)
    writer.encode(requests)
    writer.encode(timed)
    writer.encode(state)
    writer.encode(execution)
    writer.encode(archive)
    writer.put(archiveBase)
    writer.encode(baseExecution)
    writer.encode(older)
    writer.encode(kept)
    writer.encode(reports)
    writer.encode(installing)
    writer.encode(viewLogged)
    writer.put(lastExecuted)
    writer.put(lastFinal)
    writer.encode(checkpoints)
    writer.encode(heights)
    writer.encode(claimedStable)
    writer.encode(writes)
    writer.encode(isResendArmed)
    writer.put(resendAttempt)
    writer.encode(progress)
    writer.put(asked)
    writer.encode(addresses)
    writer.encode(rejections)
  }

  /// Reads the whole state.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    setup = try reader.decode()
    index = try reader.take()
    views = try reader.decode()
    stable = try reader.take()
    stableProof = try reader.decode()
    let start = reader.offset
    slots = try reader.decode()
    acceptedThrough = try reader.take()
    requests = try reader.decode()
    timed = try reader.decode()
    state = try reader.decode()
    execution = try reader.decode()
    archive = try reader.decode()
    archiveBase = try reader.take()
    baseExecution = try reader.decode()
    older = try reader.decode()
    kept = try reader.decode()
    reports = try reader.decode()
    installing = try reader.decode()
    viewLogged = try reader.decode()
    lastExecuted = try reader.take()
    lastFinal = try reader.take()
    checkpoints = try reader.decode()
    heights = try reader.decode()
    claimedStable = try reader.decode()
    writes = try reader.decode()
    isResendArmed = try reader.decode()
    resendAttempt = try reader.take()
    progress = try reader.decode()
    asked = try reader.take()
    addresses = try reader.decode()
    rejections = try reader.decode()
    guard slots.count == Int(setup.genesis.parameters.window), index < setup.genesis.replicas,
      heights.count == setup.replicas, views.seen.count == setup.replicas,
      views.told.count == setup.replicas, archiveBase <= state.slot,
      state.slot - archiveBase == UInt64(archive.count)
    else { throw .notCanonical("a replica of another cluster", at: start) }
  }
}
