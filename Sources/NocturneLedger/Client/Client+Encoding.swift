public import Determinism

extension Client {
  /// Appends the whole state.
  public func encode(into writer: inout CanonicalWriter) {
    writer.encode(setup)
    writer.put(index)
    writer.encode(workload)
    writer.put(offered)
    writer.put(sent)
    writer.put(contact)
    writer.put(thinking)
    writer.encode(lanes)
    writer.encode(cursors)
  }

  /// Reads the whole state.
  public init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    setup = try reader.decode()
    index = try reader.take()
    workload = try reader.decode()
    offered = try reader.take()
    sent = try reader.take()
    contact = try reader.take()
    thinking = try reader.take()
    let start = reader.offset
    lanes = try reader.decode()
    cursors = try reader.decode()
    guard Int(index) < setup.genesis.clientKeys.count, lanes.count == Int(workload.lanes) else {
      throw .notCanonical("a client of another cluster", at: start)
    }
  }
}
