import Cryptography
import Determinism
import Testing

@Suite("Prices")
struct PriceListTests {
  @Test("A tag's own price goes before the price of all tags, in either order")
  func precedence() throws {
    for prices in [
      [("verify", Ticks(10)), ("verify.cmd", Ticks(70)), ("sign.a", Ticks(64))],
      [("verify.cmd", Ticks(70)), ("sign.a", Ticks(64)), ("verify", Ticks(10))],
    ] {
      let list = try PriceList(prices)
      #expect(list.cost(of: .verify, Tag("cmd")) == Ticks(70))
      #expect(list.cost(of: .verify, Tag("pp")) == Ticks(10))
      #expect(list.cost(of: .sign, Tag("a")) == Ticks(64))
      #expect(list.cost(of: .sign, Tag("cmd")) == .zero, "unsaid is free")
      #expect(list.cost(of: .hash, Tag("cmd")) == .zero)
      #expect(!list.isFree)
    }
  }

  @Test("A tag may be free where the others are not")
  func freeTag() throws {
    let list = try PriceList([("work", Ticks(5)), ("work.fanout", .zero)])
    #expect(list.cost(of: .work, Tag("fanout")) == .zero)
    #expect(list.cost(of: .work, Tag("judge")) == Ticks(5))
  }

  @Test("A list is free while all its prices are 0")
  func freedom() throws {
    var list = try PriceList([("sign", .zero), ("work.fanout", .zero)])
    #expect(list.isFree)
    #expect(PriceList().isFree)
    list.set(.sign, to: Ticks(1))
    #expect(!list.isFree)
    #expect(list.cost(of: .sign, Tag("a")) == Ticks(1))
    list.set(.sign, to: .zero)
    #expect(list.isFree)
    #expect(list.entries.count == 2, "setting a price again replaces it")
  }

  @Test(
    "A name that is no price is refused, with the reason",
    arguments: [
      ("", PriceError.unknownOperation("")), (".a", .unknownOperation(".a")),
      ("signs", .unknownOperation("signs")), ("Sign", .unknownOperation("Sign")),
      ("sign.", .badTag("sign.")), ("sign.ninechars", .badTag("sign.ninechars")),
      ("work.a b", .badTag("work.a b")), ("work.é", .badTag("work.é")),
    ])
  func badNames(name: String, error: PriceError) {
    #expect(throws: error) { try PriceList([(name, Ticks(1))]) }
  }

  @Test("A price that stands twice is refused")
  func duplicates() {
    #expect(throws: PriceError.duplicate("sign.a")) {
      try PriceList([("sign.a", Ticks(1)), ("sign.b", Ticks(1)), ("sign.a", Ticks(1))])
    }
    #expect(throws: PriceError.duplicate("sign")) {
      try PriceList([("sign", Ticks(1)), ("sign", Ticks(2))])
    }
  }

  @Test("An error names what is allowed")
  func errorText() {
    #expect(
      PriceError.unknownOperation("sing.a").description
        == "'sing.a' prices no operation; known are sign, verify, hash, work")
  }
}
