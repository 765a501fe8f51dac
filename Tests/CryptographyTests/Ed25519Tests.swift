import Testing

@testable import Cryptography

@Suite("Ed25519 over libsodium")
struct Ed25519Tests {
  @Test("Keys, signatures and verdicts are RFC 8032's", arguments: EdDSAVector.published)
  func published(vector: EdDSAVector) throws {
    let seed = try #require(Bytes32(hex: vector.seed))
    let message = bytes(hex: vector.message)
    let signature = Signature(bytes: bytes(hex: vector.signature))
    let key = Ed25519.publicKey(seed: seed)
    #expect(key.description == vector.publicKey)
    // The pointers do not outlive the calls.
    unsafe message.withUnsafeBytes { message in
      let made = unsafe Ed25519.sign(message, seed: seed, publicKey: key)
      #expect(made == signature)
      let accepted = unsafe Ed25519.verify(signature, of: message, by: key)
      #expect(accepted)
    }
  }

  /// R and S + L is an equation that holds just as well; RFC 8032 §5.1.7 demands S < L.
  @Test("A signature whose S is not reduced is refused", arguments: EdDSAVector.published)
  func malleability(vector: EdDSAVector) throws {
    let message = bytes(hex: vector.message)
    let key = PublicKey(bytes: bytes(hex: vector.publicKey))
    var signature = bytes(hex: vector.signature)
    let order = bytes(hex: "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    var carry = 0
    for index in 0..<32 {
      let sum = Int(signature[32 + index]) + Int(order[index]) + carry
      signature[32 + index] = UInt8(sum & 255)
      carry = sum >> 8
    }
    #expect(carry == 0)
    // The pointer does not outlive the call.
    let accepted = unsafe message.withUnsafeBytes {
      unsafe Ed25519.verify(Signature(bytes: signature), of: $0, by: key)
    }
    #expect(!accepted)
  }

  /// Under a point of small order, such as the neutral one, many signatures fit every message.
  @Test("A key of small order accepts nothing", arguments: [UInt8(0), 1])
  func smallOrder(first: UInt8) {
    var point = [UInt8](repeating: 0, count: 32)
    point[0] = first
    let signature = Signature(bytes: point + [UInt8](repeating: 0, count: 32))
    let key = PublicKey(bytes: point)
    // The pointer does not outlive the call.
    let accepted = unsafe [UInt8](repeating: 9, count: 9).withUnsafeBytes {
      unsafe Ed25519.verify(signature, of: $0, by: key)
    }
    #expect(!accepted)
  }
}
