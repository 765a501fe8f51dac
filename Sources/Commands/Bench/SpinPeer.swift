/// SPIN beside us: its verifier is made of a model of ours, and measured, in a folder of its own.
struct SpinPeer: Sendable {
  /// The model, in PROMELA.
  let model: String
  /// What the verifier is compiled with, besides optimisation.
  let defines: [String]
  /// What the verifier is run with.
  let arguments: [String]
  /// What its report must say, so that both have done the same.
  let proof: String
  /// How many items its work counts as.
  let items: UInt64

  /// What reports call it.
  static let name = "SPIN"

  /// Makes the verifier, runs it once, and gives thousandths of a CPU nanosecond an item.
  ///
  /// - Parameter tell: Told in a line why there is no figure.
  /// - Returns: The figure, or nil if `spin` or `gcc` is missing, or the report says something else.
  func run(_ tell: (String) -> Void) -> UInt64? {
    do throws(FileError) {
      let made = try shell("mktemp -d", [])
      let folder = String(made.outputText.prefix { $0 != "\n" })
      guard made.exitCode == 0, !folder.isEmpty else {
        tell("SPIN is left out: there is no folder for its verifier")
        return nil
      }
      defer { _ = try? shell("rm -rf \"$0\"", [folder]) }
      try AtomicFile.write(model, to: Path.join(folder, "model.pml"))
      let flags = defines.joined(separator: " ")
      let build = try shell(
        "cd \"$0\" && command -v spin && command -v gcc && spin -a model.pml && gcc -O3 \(flags) -o pan pan.c",
        [folder])
      guard build.exitCode == 0 else {
        tell("SPIN is left out: 'spin' and 'gcc' are needed to make its verifier")
        return nil
      }
      let start = ProcessClock.childrenMicroseconds
      let outcome = try Subprocess(
        executable: Path.join(folder, "pan"), arguments: arguments
      ).run()
      let spent = max(ProcessClock.childrenMicroseconds - start, 1)
      guard outcome.outputText.contains(proof), outcome.outputText.contains("errors: 0") else {
        tell("SPIN is left out: its report does not say '\(proof)'")
        return nil
      }
      return spent * 1_000_000 / items
    } catch {
      tell("SPIN is left out: \(error)")
      return nil
    }
  }

  private func shell(_ script: String, _ words: [String]) throws(FileError) -> Subprocess.Outcome {
    try Subprocess(executable: "/bin/sh", arguments: ["-c", script] + words).run()
  }
}
