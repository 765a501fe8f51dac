import Diagnostics
import Testing

@Suite("Positions in a text")
struct SourceTextTests {
  /// Counts lines and columns by walking the scalars from the start.
  private func slowPosition(_ text: String, at offset: Int) -> SourcePosition {
    var line = 1
    var column = 1
    var passed = 0
    for scalar in text.unicodeScalars {
      if passed >= offset { break }
      passed += UTF8.width(scalar)
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return SourcePosition(line: line, column: column)
  }

  @Test("The fast search agrees with walking")
  func agrees() {
    for text in ["", "\n", "a\nbé\n\nc", "é\r\nx", "abc"] { agrees(text) }
  }

  private func agrees(_ text: String) {
    let source = SourceText(name: "t", text: text)
    var offset = 0
    for scalar in text.unicodeScalars {
      let position = source.position(at: offset)
      #expect(position == slowPosition(text, at: offset), "offset \(offset)")
      if scalar != "\n", scalar != "\r" { #expect(source.offset(of: position) == offset) }
      offset += UTF8.width(scalar)
    }
    #expect(source.position(at: offset) == slowPosition(text, at: offset))
  }

  @Test("Lines come without their breaks, whichever kind")
  func lines() {
    let source = SourceText(name: "t", text: "one\r\ntwo\n\nlast")
    #expect((1...5).map(source.line) == ["one", "two", "", "last", ""])
    #expect(source.lineCount == 4)
    #expect(source.line(0) == "")
  }

  @Test("Says where UTF-8 breaks: a surrogate, an overlong form, a cut sequence")
  func firstInvalidByte() {
    let good = Array("aé".utf8)
    #expect(SourceText(name: "t", bytes: good).firstInvalidByte == nil)
    for broken in [[0xED, 0xA0, 0x80], [0xC0, 0x80], [0xE2, 0x82]] as [[UInt8]] {
      #expect(SourceText(name: "t", bytes: good + broken).firstInvalidByte == 3)
    }
  }
}
