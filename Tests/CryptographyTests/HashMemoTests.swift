import Cryptography
import Determinism
import Testing

@Suite("Remembered hashes")
struct HashMemoTests {
  @Test("Are those of SHA-256, asked once or often, few or more than are remembered")
  func equal() throws {
    let cryptographer = Cryptographer(mode: .ideal, seed: 7)
    let memo = try #require(cryptographer.hashMemo)
    var stream = RandomStream(seed: 7, name: "hashes", index: 0)
    var writer = CanonicalWriter()
    for _ in 0..<60_000 {
      let number = stream.below(40_000)
      writer.reset()
      for word in 0...(number % 9) { writer.put(number &* 31 &+ word) }
      if number % 2 == 0 { writer.put(UInt8(truncatingIfNeeded: number)) }
      #expect(memo.sha256(writer) == Hashing.sha256(writer))
    }
    writer.reset()
    #expect(memo.sha256(writer) == Hashing.sha256([]))
  }

  @Test("Stand behind trees, paths and tagged hashes, but not in the mode that does all every time")
  func modes() {
    let cryptographers = [CryptoMode.ideal, .memo, .full].map { Cryptographer(mode: $0, seed: 1) }
    #expect(cryptographers.map { $0.hashMemo != nil } == [true, true, false])
    let leaves = (0..<7).map { Hashing.sha256([UInt8($0)]) }
    let plain = MerkleTree(of: leaves, in: Domain())
    for cryptographer in cryptographers {
      let tree = MerkleTree(of: leaves, in: Domain(), cryptographer.hashMemo)
      #expect(tree == plain)
      for index in 0..<7 {
        let path = tree.path(to: index)
        #expect(
          path.verify(leaves[index], root: plain.root, count: 7, cryptographer.hashMemo)
            && !path.verify(.zero, root: plain.root, count: 7, cryptographer.hashMemo))
      }
      for _ in 0..<2 {
        #expect(
          cryptographer.hash(leaves[1], Tag("cmd")) == Domain().hash(leaves[1], Tag("cmd")))
      }
    }
  }
}
