import Cryptography
import Determinism
import Testing

@testable import Catalog

@Suite("States as text")
struct StateTextTests {
  private struct Inner {
    var key = Digest(Bytes32(0x0123_4567_89ab_cdef, 0, 0, 1))
    var payload = [UInt8](repeating: 0xff, count: 40)
  }

  private enum Role {
    case idle
    case busy(Inner, since: Ticks)
  }

  private struct State {
    var round: UInt32 = 3
    var open: [UInt64] = []
    var due: Ticks?
    var roles = [Role.idle, .busy(Inner(), since: Ticks(25_000))]
  }

  @Test("A field a line; bytes, digests and times in one, whatever they are made of")
  func fields() {
    let text = StateText.of(State())
    #expect(
      text == """
          State:
            round: 3
            open: none
            due: nil
            roles:
              0: idle
              1:
                busy:
                  0:
                    key: \(Inner().key)
                    payload: \(String(repeating: "ff", count: 32))…, 40 bytes
                  since: \(Ticks(25_000))

        """)
  }

  @Test("Long collections are cut")
  func cut() {
    let lines = StateText.of([UInt64](0..<1_000)).split(separator: "\n")
    #expect(lines.count == 66)
    #expect(lines.last == "    … and 936 more")
  }
}
