import Determinism
import Testing

@Suite("Canonical encoding")
struct CanonicalTests {
  /// Expects a value to have these bytes, and the bytes this value.
  static func expect<C: Canonical>(_ value: C, _ bytes: [UInt8], line: Int = #line) {
    let place = SourceLocation(
      fileID: #fileID, filePath: #filePath, line: line, column: 1)
    #expect(value.canonicalBytes == bytes, sourceLocation: place)
    #expect((try? C(canonicalBytes: bytes)) == .some(value), sourceLocation: place)
  }

  @Test("Integers are big-endian in their full width")
  func integers() {
    Self.expect(UInt8(0xAB), [0xAB])
    Self.expect(UInt16(0x0102), [1, 2])
    Self.expect(UInt32(0x0102_0304), [1, 2, 3, 4])
    Self.expect(UInt64(0x0102_0304_0506_0708), [1, 2, 3, 4, 5, 6, 7, 8])
    Self.expect(UInt64.max, [UInt8](repeating: 255, count: 8))
    Self.expect(UInt64.zero, [UInt8](repeating: 0, count: 8))
  }

  @Test("Flags and optional values begin with 0 or 1")
  func flags() {
    Self.expect(false, [0])
    Self.expect(true, [1])
    Self.expect(UInt16?.none, [0])
    Self.expect(UInt16?(7), [1, 0, 7])
    Self.expect(Bool??.none, [0])
    Self.expect(Bool??.some(nil), [1, 0])
    Self.expect(Bool??.some(true), [1, 1, 1])
  }

  @Test("Lists carry a count, also inside lists")
  func lists() {
    Self.expect([UInt8](), [0, 0, 0, 0])
    Self.expect([UInt16(1), 2], [0, 0, 0, 2, 0, 1, 0, 2])
    Self.expect([[true], []], [0, 0, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0, 0])
    Self.expect([UInt8?(5), nil], [0, 0, 0, 2, 1, 5, 0])
  }

  @Test("Participants, sets of them and times")
  func basics() {
    Self.expect(NodeID(0x0102), [1, 2])
    Self.expect(Ticks(0x0102), [0, 0, 0, 0, 0, 0, 1, 2])
    Self.expect(Ticks.never, [UInt8](repeating: 255, count: 8))
    Self.expect(NodeSet(), [0, 0, 0, 0])
    Self.expect(NodeSet([NodeID(255), NodeID(0), NodeID(64)]), [0, 0, 0, 3, 0, 0, 0, 64, 0, 255])
    Self.expect(NodeSet(0..<256).count == 256, [1])
  }

  /// An enumeration without payloads.
  enum Suit: UInt8, Canonical {
    case hearts
    case spades = 7
  }

  @Test("An enumeration without payloads is its raw byte")
  func enumerations() {
    Self.expect(Suit.hearts, [0])
    Self.expect(Suit.spades, [7])
    #expect(throws: CanonicalError.unknownTag(1, at: 0)) { try Suit(canonicalBytes: [1]) }
    #expect(throws: CanonicalError.unknownTag(9, at: 5)) {
      try [Suit](canonicalBytes: [0, 0, 0, 2, 7, 9])
    }
  }

  @Test("What ends too early is refused, wherever it ends")
  func truncated() throws {
    let whole = Everything.example.canonicalBytes
    for count in 0..<whole.count {
      #expect(throws: CanonicalError.self, "\(count) bytes of \(whole.count)") {
        try Everything(canonicalBytes: Array(whole.prefix(count)))
      }
    }
    #expect(throws: CanonicalError.truncated(at: 3)) { try UInt32(canonicalBytes: [1, 2, 3]) }
    #expect(throws: CanonicalError.truncated(at: 0)) { try Bool(canonicalBytes: []) }
    #expect(throws: CanonicalError.truncated(at: 1)) { try UInt8?(canonicalBytes: [1]) }
  }

  @Test("What goes on after the value is refused")
  func trailing() {
    for extra in 1...3 {
      let bytes = Everything.example.canonicalBytes + [UInt8](repeating: 0, count: extra)
      #expect(throws: CanonicalError.trailingBytes(extra)) { try Everything(canonicalBytes: bytes) }
    }
    #expect(throws: CanonicalError.trailingBytes(1)) { try UInt8?(canonicalBytes: [0, 0]) }
  }

  @Test("Flags other than 0 and 1 are refused, with their place", arguments: [UInt8(2), 127, 255])
  func wrongFlags(byte: UInt8) {
    #expect(throws: CanonicalError.unknownTag(UInt64(byte), at: 0)) {
      try Bool(canonicalBytes: [byte])
    }
    #expect(throws: CanonicalError.unknownTag(UInt64(byte), at: 0)) {
      try UInt8?(canonicalBytes: [byte, 1])
    }
    #expect(throws: CanonicalError.unknownTag(UInt64(byte), at: 5)) {
      try [Bool](canonicalBytes: [0, 0, 0, 2, 1, byte])
    }
  }

  @Test("A forged count is refused before anything is made room for")
  func forgedCounts() {
    let forged: [[UInt8]] = [
      [255, 255, 255, 255], [127, 255, 255, 255, 1], [0, 0, 0, 2, 9], [0, 0, 1, 0, 1, 2, 3],
    ]
    for bytes in forged {
      #expect(throws: CanonicalError.truncated(at: bytes.count)) {
        try [UInt8](canonicalBytes: bytes)
      }
      #expect(throws: CanonicalError.truncated(at: bytes.count)) {
        try [[UInt64]](canonicalBytes: bytes)
      }
      #expect(throws: CanonicalError.truncated(at: bytes.count)) {
        try NodeSet(canonicalBytes: bytes)
      }
      var reader = CanonicalReader(bytes)
      #expect(throws: CanonicalError.truncated(at: bytes.count)) { try reader.takeBytes() }
    }
    // The count is possible at one byte an element, but not for elements of eight.
    #expect(throws: CanonicalError.truncated(at: 8)) {
      try [UInt64](canonicalBytes: [0, 0, 0, 4, 1, 2, 3, 4])
    }
  }

  @Test("Node sets out of order, with repetitions or too large are refused")
  func nodeSets() {
    let list = { (positions: [UInt8]) -> [UInt8] in
      [0, 0, 0, UInt8(positions.count)] + positions.flatMap { [0, $0] }
    }
    #expect(throws: CanonicalError.notCanonical("node positions out of order", at: 6)) {
      try NodeSet(canonicalBytes: list([2, 1]))
    }
    #expect(throws: CanonicalError.notCanonical("node positions out of order", at: 8)) {
      try NodeSet(canonicalBytes: list([1, 3, 3]))
    }
    #expect(throws: CanonicalError.notCanonical("node positions out of order", at: 4)) {
      try NodeSet(canonicalBytes: [0, 0, 0, 1, 1, 0])
    }
    #expect(throws: Never.self) { try NodeSet(canonicalBytes: list([0, 1, 255])) }
  }

  @Test("Text is ASCII")
  func text() throws {
    var writer = CanonicalWriter()
    writer.put(text: "ab~")
    #expect(writer.bytes == [0, 0, 0, 3, 0x61, 0x62, 0x7E])
    var reader = CanonicalReader(writer.bytes)
    #expect(try reader.takeText() == "ab~")
    var wrong = CanonicalReader([0, 0, 0, 2, 0xC3, 0xA9])
    #expect(throws: CanonicalError.notCanonical("text is not ASCII", at: 0)) {
      try wrong.takeText()
    }
  }

  @Test("Reasons have words")
  func words() {
    let errors: [CanonicalError] = [
      .truncated(at: 4), .trailingBytes(2), .unknownTag(9, at: 1), .notCanonical("order", at: 3),
    ]
    #expect(
      errors.map(\.description) == [
        "the bytes end at 4, in the middle of a value", "2 bytes are left after the value",
        "unknown tag 9 at byte 1", "order at byte 3",
      ])
  }
}

/// A value with a field of each kind.
struct Everything: Canonical {
  var number: UInt64
  var small: UInt8
  var flag: Bool
  var maybe: UInt32?
  var nodes: NodeSet
  var lists: [[UInt16]]
  var bytes: [UInt8]
  var suit: CanonicalTests.Suit

  static let example = Everything(
    number: 1 << 40, small: 9, flag: true, maybe: 77, nodes: NodeSet(3..<6),
    lists: [[1, 2, 3], [], [65_535]], bytes: [1, 2, 3, 4, 5], suit: .spades)

  init(
    number: UInt64, small: UInt8, flag: Bool, maybe: UInt32?, nodes: NodeSet, lists: [[UInt16]],
    bytes: [UInt8], suit: CanonicalTests.Suit
  ) {
    (self.number, self.small, self.flag, self.maybe) = (number, small, flag, maybe)
    (self.nodes, self.lists, self.bytes, self.suit) = (nodes, lists, bytes, suit)
  }

  func encode(into writer: inout CanonicalWriter) {
    writer.put(number)
    writer.put(small)
    writer.encode(flag)
    writer.encode(maybe)
    writer.encode(nodes)
    writer.encode(lists)
    writer.put(bytes: bytes)
    writer.encode(suit)
  }

  init(decoding reader: inout CanonicalReader) throws(CanonicalError) {
    number = try reader.take()
    small = try reader.take()
    flag = try reader.decode()
    maybe = try reader.decode()
    nodes = try reader.decode()
    lists = try reader.decode()
    bytes = try reader.takeBytes()
    suit = try reader.decode()
  }
}
