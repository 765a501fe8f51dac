/// Where a small number stands in a row: some bits of one word.
struct Field: Sendable {
  let word: Int
  let shift: UInt32
  let bits: UInt32

  init(_ word: Int, from shift: UInt32, bits: UInt32) {
    precondition(shift + bits <= 32, "\(bits) bits from \(shift) on")
    (self.word, self.shift, self.bits) = (word, shift, bits)
  }

  /// The field of the same size that stands so many places after this one, for rows of numbers.
  subscript(place: Int) -> Field { Field(word, from: shift + UInt32(place) * bits, bits: bits) }

  var mask: UInt32 { bits == 32 ? ~0 : 1 &<< bits - 1 }

  func read(_ word: UInt32) -> UInt32 { word &>> shift & mask }

  /// - Precondition: The value has room.
  func write(_ value: UInt32, into word: inout UInt32) {
    precondition(value & ~mask == 0, "\(value) in \(bits) bits")
    word = word & ~(mask &<< shift) | value &<< shift
  }
}

extension Span where Element == UInt32 {
  subscript(field: Field) -> UInt32 { field.read(self[field.word]) }
}

extension MutableSpan where Element == UInt32 {
  subscript(field: Field) -> UInt32 {
    get { field.read(self[field.word]) }
    set { field.write(newValue, into: &self[field.word]) }
  }
}
