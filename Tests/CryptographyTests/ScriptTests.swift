import Cryptography
import Determinism
import Testing

/// One operation of a random script; a signature is named by when it was made.
enum Operation {
  case bind(chain: Int)
  case sign(key: Int, tag: Int, body: Int)
  case verify(signature: Int, flip: Int?, key: Int, tag: Int, body: Int)

  static let tags = [Tag("p"), Tag("c"), Tag("pp")]
  static let bodies = [Vote(), Vote(slot: 8), Vote(replica: 4), Vote(digest: .zero)]
  static let chains = [Digest.zero, .ascending]
  static let keys = 3

  static func script(seed: UInt64, length: Int) -> [Operation] {
    var generator = ScriptGenerator(state: seed)
    var made = 0
    return (0..<length).map { _ in
      let (key, tag) = (generator.pick(keys), generator.pick(tags.count))
      let body = generator.pick(bodies.count)
      switch generator.pick(10) {
      case 0: return .bind(chain: generator.pick(chains.count))
      case 1, 2, 3:
        made += 1
        return .sign(key: key, tag: tag, body: body)
      default:
        guard made > 0 else { return .bind(chain: 0) }
        let flip = generator.pick(5) == 0 ? generator.pick(512) : nil
        return .verify(
          signature: generator.pick(made), flip: flip, key: key, tag: tag, body: body)
      }
    }
  }
}

@Suite("The modes agree")
struct ScriptTests {
  /// The textbook's table: what was signed, by whom, under which tag and chain.
  struct Entry: Equatable {
    var key: Int
    var tag: Int
    var body: Int
    var chain: Int
  }

  static func oracle(_ script: [Operation]) -> [Bool] {
    var (chain, table, verdicts) = (0, [Entry](), [Bool]())
    for operation in script {
      switch operation {
      case .bind(let next): chain = next
      case .sign(let key, let tag, let body):
        table.append(Entry(key: key, tag: tag, body: body, chain: chain))
      case .verify(let signature, let flip, let key, let tag, let body):
        let claim = Entry(key: key, tag: tag, body: body, chain: chain)
        verdicts.append(flip == nil && table[signature] == claim)
      }
    }
    return verdicts
  }

  static func run(_ script: [Operation], _ crypto: Cryptographer) -> [Bool] {
    let keys = (0..<Operation.keys).map { crypto.makeKey(role: "replica", index: UInt32($0)) }
    var (signatures, verdicts) = ([Signature](), [Bool]())
    for operation in script {
      switch operation {
      case .bind(let chain): crypto.bind(chain: Operation.chains[chain])
      case .sign(let key, let tag, let body):
        signatures.append(
          crypto.sign(Operation.bodies[body], Operation.tags[tag], with: keys[key]))
      case .verify(let position, let flip, let key, let tag, let body):
        var bytes = signatures[position].bytes
        if let flip { bytes[flip / 8] ^= 1 << UInt8(flip % 8) }
        verdicts.append(
          crypto.verify(
            Signature(bytes: bytes), of: Operation.bodies[body], Operation.tags[tag],
            by: crypto.publicKey(of: keys[key])))
      }
    }
    return verdicts
  }

  @Test(
    "Every mode accepts exactly what an unforgeable table would", arguments: CryptoMode.allCases,
    [UInt64(1), 2, 3])
  func agreement(mode: CryptoMode, seed: UInt64) {
    let script = Operation.script(seed: seed, length: 1_500)
    let expected = Self.oracle(script)
    #expect(expected.contains(true) && expected.contains(false))
    #expect(Self.run(script, Cryptographer(mode: mode, seed: seed)) == expected)
  }

  @Test("A memo too small for the script changes no verdict", arguments: [1, 2, 7])
  func smallMemo(limit: Int) {
    let script = Operation.script(seed: 9, length: 1_500)
    let crypto = Cryptographer(mode: .memo, seed: 9, memoLimit: limit)
    #expect(Self.run(script, crypto) == Self.oracle(script))
    #expect(crypto.counters.forgotten > 0)
    #expect(crypto.counters.hits > 0)
  }

  @Test("A script has the same counters whenever it runs", arguments: CryptoMode.allCases)
  func sameCounters(mode: CryptoMode) {
    let script = Operation.script(seed: 5, length: 800)
    let (first, second) = (Cryptographer(mode: mode, seed: 5), Cryptographer(mode: mode, seed: 5))
    #expect(Self.run(script, first) == Self.run(script, second))
    #expect(first.counters == second.counters)
  }

  /// The oracle of the counters: the distinct ones in a plain list.
  @Test("Memo verifies each distinct (message, signature, key) once", arguments: [UInt64(1), 2, 3])
  func distinctOnce(seed: UInt64) {
    let script = Operation.script(seed: seed, length: 1_500)
    var (chain, table) = (0, [Entry]())
    var (signed, verified, verifications) = ([Entry](), [([Int], Entry)](), UInt64(0))
    for operation in script {
      switch operation {
      case .bind(let next): chain = next
      case .sign(let key, let tag, let body):
        let entry = Entry(key: key, tag: tag, body: body, chain: chain)
        table.append(entry)
        if !signed.contains(entry) { signed.append(entry) }
      case .verify(let position, let flip, let key, let tag, let body):
        verifications += 1
        let claim = Entry(key: key, tag: tag, body: body, chain: chain)
        let made = table[position]
        // Equal entries have equal signatures, since signing is deterministic.
        let signature = [made.key, made.tag, made.body, made.chain, flip ?? -1]
        if !verified.contains(where: { $0.0 == signature && $0.1 == claim }) {
          verified.append((signature, claim))
        }
      }
    }
    let (memo, full) = (
      Cryptographer(mode: .memo, seed: seed), Cryptographer(mode: .full, seed: seed)
    )
    _ = Self.run(script, memo)
    _ = Self.run(script, full)
    #expect(memo.counters.distinct == UInt64(verified.count))
    #expect(memo.counters.verifies == UInt64(verified.count))
    #expect(memo.counters.signs == UInt64(signed.count))
    #expect(
      memo.counters.hits
        == verifications - UInt64(verified.count) + UInt64(table.count - signed.count))
    #expect(full.counters.verifies == verifications)
    #expect(full.counters.distinct == UInt64(verified.count))
    #expect(full.counters.signs == UInt64(table.count))
    #expect(full.counters.hits == 0)
  }

  @Test("The ideal mode counts calls and remembers nothing")
  func idealCounters() {
    let crypto = CryptographerTests.make(.ideal)
    let key = crypto.makeKey(role: "replica", index: 0)
    let signature = crypto.sign(Vote(), Tag("p"), with: key)
    for _ in 0..<5 {
      _ = crypto.verify(signature, of: Vote(), Tag("p"), by: crypto.publicKey(of: key))
    }
    var expected = CryptoCounters()
    expected.signs = 1
    expected.verifies = 5
    #expect(crypto.counters == expected)
  }
}
