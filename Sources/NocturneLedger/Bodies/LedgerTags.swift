import Cryptography

/// The domain-separation tags of the ledger's bodies.
extension Tag {
  static let command = Tag("cmd")
  static let batch = Tag("batch")
  static let event = Tag("event")
  static let receipt = Tag("receipt")
  static let session = Tag("session")
  static let payload = Tag("payload")
  static let execution = Tag("exec")
  static let executionStart = Tag("exec0")
  static let entry = Tag("entry")
  static let judged = Tag("judged")
  static let global = Tag("global")
  static let keyProof = Tag("rk")
  static let quarantine = Tag("qd")
  static let prePrepare = Tag("pp")
  static let prepare = Tag("p")
  static let commit = Tag("c")
  static let anchor = Tag("a")
  static let checkpoint = Tag("ck")
  static let viewChange = Tag("vc")
  static let newView = Tag("nv")
  static let refusal = Tag("nack")
  static let rejectSummary = Tag("rs")
}
