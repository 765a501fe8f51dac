import Testing

@testable import Commands

/// Checks that are made again and again, by one thread and by two: one document, byte for byte.
enum CheckRepetition {
  /// Small models and scenarios, as command lines name them; most have more states at a depth than one thread takes at
  /// a time.
  static let subjects: [[String]] = [
    ["two-phase-commit", "--bounds", "managers=5"],
    ["two-phase-commit", "--bounds", "managers=5", "--variant", "hasty"],
    [
      "two-phase-commit", "--bounds", "managers=6", "--reduce", "symmetry", "--property",
      "AllCommit",
    ],
    ["two-phase-commit-bag", "--bounds", "managers=4", "--reduce", "por"],
    ["atomic-commit", "--bounds", "managers=4", "--variant", "bag"],
    ["philosophers", "--bounds", "seats=10", "--property", "NoDeadlock"],
    ["paxos", "--bounds", "ballots=2", "--variant", "one-promise"],
    ["three-phase-forks", "--case", "two-of-four", "--states", "4000"],
  ]

  /// The document but for what is measured, and for the number of threads.
  static func document(_ words: [String], workers: Int) -> String {
    let console = CapturedConsole()
    _ = Command.main(["check"] + words + ["--json", "--workers", "\(workers)"], console: console)
    return
      console.output
      .replacing(/"(cpuUs|peakBytes|workers)":[0-9]+/) { match in "\"\(match.1)\":0" }
  }

  /// Compares so many documents of each number of threads.
  ///
  /// - Returns: How many there were, and what differs from the first.
  static func compare(_ words: [String], times: Int) -> (documents: Int, different: [String]) {
    let first = document(words, workers: 1)
    var different: [String] = []
    for time in 1...times {
      for workers in 1...2 where document(words, workers: workers) != first {
        different.append("\(words), time \(time), \(workers) workers")
      }
    }
    return (2 * times, different)
  }
}

@Suite("Checks made again")
struct CheckRepetitionTests {
  @Test("The document is the same each time, by one thread and by two")
  func same() {
    for words in CheckRepetition.subjects {
      #expect(CheckRepetition.document(words, workers: 1).contains(#""distinct":"#), "\(words)")
      #expect(CheckRepetition.compare(words, times: 1).different == [])
    }
  }
}

/// For `.ci/long systems`.
@Suite("Checks made again, a hundred times")
struct CheckRepetitionTestsSlow {
  @Test("The document is the same each time, by one thread and by two")
  func same() {
    var (documents, different) = (0, 0)
    for words in CheckRepetition.subjects {
      let outcome = CheckRepetition.compare(words, times: 100)
      #expect(outcome.different == [])
      documents += outcome.documents
      different += outcome.different.count
    }
    print("campaign documents: \(documents) by one thread and by two, \(different) differ")
  }
}
