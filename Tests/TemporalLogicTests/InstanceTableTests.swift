import Testing

@testable import TemporalLogic

@Suite("What is kept of bindings")
struct InstanceTableTests {
  private static func moment(_ step: Int) -> Moment {
    Moment(step: UInt64(step), microseconds: UInt64(step), node: 0)
  }

  @Test("What is open a while takes no memory afterwards, though nobody asks for the oldest")
  func closed() {
    var table = InstanceTable()
    var most = 0
    for number in 0..<20_000 {
      let values = FactValues(UInt64(number))
      table.set(values, at: -1, state: 1, isOpen: true, Self.moment(number))
      // Ten wait at any time.
      let old = number - 10
      if old >= 0 { table.remove(table.find(FactValues(UInt64(old)))) }
      most = max(most, table.bytes)
    }
    #expect(most < 16_384)
    #expect(table.count == 10)
    #expect(table.oldest()?.values == FactValues(19_990))
  }

  @Test("The oldest is the one that has waited longest, whatever was closed in between")
  func oldest() {
    var table = InstanceTable()
    for number in 0..<1_000 {
      let values = FactValues(UInt64(number))
      table.set(values, at: -1, state: 1, isOpen: true, Self.moment(number))
    }
    for number in 0..<999 where number != 500 {
      table.remove(table.find(FactValues(UInt64(number))))
    }
    for number in 1_000..<3_000 {
      let values = FactValues(UInt64(number))
      table.set(values, at: -1, state: 1, isOpen: true, Self.moment(number))
      table.set(values, at: table.find(values), state: 2, isOpen: false, Self.moment(number))
    }
    #expect(table.oldest()?.values == FactValues(500))
  }
}
