/// How signatures are made and checked in a run.
///
/// All modes accept and reject the same signatures; they differ in cost and in the signature's
/// bytes.
public enum CryptoMode: String, CaseIterable, Sendable {
  /// A keyed fingerprint under a secret of the run stands for the signature: tens of nanoseconds.
  case ideal
  /// Ed25519, where each distinct (message, signature, key) is verified once.
  case memo
  /// Ed25519 at every call.
  case full
}
