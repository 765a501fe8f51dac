extension Handover {
  /// The live blocks on their way, in three bits each.
  struct Queue {
    let word: UInt32

    init(_ word: UInt32) { self.word = word }

    var count: Int { (34 - word.leadingZeroBitCount) / 3 }

    subscript(place: Int) -> UInt32 { word &>> UInt32(3 * place) & 7 }

    func appending(_ block: UInt32) -> Queue {
      precondition(count < 10, "a link with more than ten blocks")
      return Queue(word | block &<< UInt32(3 * count))
    }

    func removing(_ place: Int) -> Queue {
      let below: UInt32 = 1 &<< UInt32(3 * place) - 1
      return Queue(word & below | word &>> 3 & ~below)
    }
  }

  /// A block that was taken, or a forgery of one: its number, negative for a forgery, as in the module.
  struct Taken: Equatable {
    let number: Int

    init(_ block: Int, isForged: Bool = false) { number = isForged ? -block : block }

    /// The number of the block that it was built on.
    var previous: Int { number > 0 ? number - 1 : number + 1 }

    private static func field(_ place: Int) -> Field { At.got[place % 8] }

    func append(to row: inout MutableSpan<UInt32>) {
      let place = Int(row[At.gotCount])
      precondition(place < 16, "more than sixteen blocks were taken")
      let code = UInt32(number > 0 ? number : -number | 8)
      Self.field(place).write(code, into: &row[2 + place / 8])
      row[At.gotCount] += 1
    }

    /// The block that was taken at a place, counted from 0.
    init(at place: Int, of row: Span<UInt32>) {
      let code = Int(Self.field(place).read(row[2 + place / 8]))
      self.init(code & 7, isForged: code & 8 != 0)
    }

    /// The number of the last block that was taken, 0 if there is none.
    static func last(of row: Span<UInt32>) -> Int {
      let count = Int(row[At.gotCount])
      return count == 0 ? 0 : Taken(at: count - 1, of: row).number
    }

    /// The numbers of all blocks that were taken.
    static func all(of row: Span<UInt32>) -> [Int] {
      (0..<Int(row[At.gotCount])).map { Taken(at: $0, of: row).number }
    }
  }
}
