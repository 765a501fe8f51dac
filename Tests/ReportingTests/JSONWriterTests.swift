import FoundationEssentials
import Testing

@testable import Reporting

@Suite("JSON writer")
struct JSONWriterTests {
  private func document(isPretty: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(isPretty: isPretty)
    json.object(body)
    return json.text
  }

  @Test("Keys keep the order given, values their kind")
  func orderAndKinds() {
    let text = document { json in
      json.member("schema", 1)
      json.member("command", "run")
      json.member("met", true)
      json.member("obligation", nil as String?)
      json.member("p99", nil as Int?)
      json.object("parameters") { _ in }
      json.array("each") { json in
        json.object { $0.member("seed", 7 as UInt64) }
        json.element("x")
        json.element(false)
        json.element(-3)
        json.null()
        json.array { $0.element(1) }
      }
      json.array("names", of: ["a", "b"])
    }
    #expect(
      text == #"{"schema":1,"command":"run","met":true,"obligation":null,"p99":null,"#
        + #""parameters":{},"each":[{"seed":7},"x",false,-3,null,[1]],"names":["a","b"]}"#)
  }

  @Test("Integers keep every digit at both ends of their range")
  func extremes() {
    let text = document { json in
      json.member("max", UInt64.max)
      json.member("min", Int64.min)
    }
    #expect(text == #"{"max":18446744073709551615,"min":-9223372036854775808}"#)
  }

  @Test("The pretty form puts one member a line and keeps empty ones short")
  func pretty() {
    let text = document(isPretty: true) { json in
      json.array("a") { $0.element(1) }
      json.object("b") { _ in }
    }
    #expect(text == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}")
  }

  /// The reader of another implementation is the oracle, over every scalar below U+0100, the
  /// ends of each UTF-8 length, and separators that JavaScript treats as line ends.
  @Test("Any text comes back from a foreign reader unchanged", arguments: [false, true])
  func roundTrip(isPretty: Bool) throws {
    let scalars =
      (0..<0x100).compactMap(Unicode.Scalar.init)
      + [0x7FF, 0x800, 0x2028, 0x2029, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF]
      .compactMap { Unicode.Scalar($0 as UInt32) }
    let values = scalars.map { "a\($0)b" } + ["e\u{301}", "👩‍👩‍👧", "\\u0041", "\"\\\"", ""]
    let text = document(isPretty: isPretty) { $0.array("values", of: values) }
    let read = try JSONDecoder().decode([String: [String]].self, from: Data(text.utf8))
    let back = try #require(read["values"])
    #expect(back.map { Array($0.utf8) } == values.map { Array($0.utf8) })
  }

  @Test("A scalar may be the whole document")
  func scalarDocument() {
    var json = JSONWriter(isPretty: true)
    json.element("x")
    #expect(json.text == "\"x\"")
  }
}
