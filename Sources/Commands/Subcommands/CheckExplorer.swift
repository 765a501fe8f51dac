import Catalog
import ModelChecking
import Reporting

/// Walks through the states of a model by hand: shows what can happen, and lets it happen.
struct CheckExplorer {
  private let walk: any ModelWalk
  private let console: any Console
  /// The states of the path, and the number of the step to each; of the first one that of the initial state.
  private var path: [(row: [UInt32], number: Int)] = []
  /// What was gone back over, the latest last.
  private var undone: [(row: [UInt32], number: Int)] = []

  private static let help = """
      N       take step N
      b       go back, as often as you like
      f       go forward again
      p       show the numbers of the path so far
      w FILE  write them, for '--explore < FILE' to take again
      q       end

    """

  init(_ walk: any ModelWalk, _ console: any Console) {
    (self.walk, self.console) = (walk, console)
  }

  /// Goes on until the input ends or somebody has had enough.
  mutating func perform() -> ExitCode {
    console.write("Walk through the states: a number takes a step, 'q' ends, '?' tells more.\n\n")
    let initial = walk.initial
    if initial.count == 1 {
      path = [(initial[0], 1)]
    } else {
      console.writeLine("\(initial.count) initial states: a number begins in one of them")
    }
    show()
    while let line = console.readLine(prompt: "> ") {
      let words = line.split(separator: " ").map(String.init)
      guard let word = words.first else { continue }
      switch word {
      case "q": return .met
      case "?": console.write(Self.help)
      case "b": goBack()
      case "f":
        guard let next = undone.popLast() else {
          console.writeLine("nothing was gone back over")
          continue
        }
        path.append(next)
        show()
      case "p": console.writeLine(numbers)
      case "w":
        guard words.count == 2 else {
          console.writeLine("'w' takes the name of a file")
          continue
        }
        if let failure = write(to: words[1]) { return failure }
      default: take(word)
      }
    }
    return .met
  }

  private var numbers: String { path.map { "\($0.number)" }.joined(separator: " ") }

  /// The choices: the initial states, or the steps that leave the last state.
  private var choices: [(text: String, row: [UInt32])] {
    guard let last = path.last else {
      return walk.initial.map { ("begins", $0) }
    }
    return walk.steps(from: last.row).map { step in
      let changes = step.changes.map { "\($0.name) = \($0.value)" }.joined(separator: "; ")
      return (changes.isEmpty ? step.text : "\(step.text): \(changes)", step.row)
    }
  }

  private func show() {
    if let last = path.last {
      console.writeLine("after \(path.count - 1) steps:")
      for variable in walk.variables(of: last.row) {
        console.writeLine("  \(variable.name) = \(variable.value)")
      }
      let holds = walk.propositions(of: last.row)
      if !holds.isEmpty { console.writeLine("  holds: \(holds.joined(separator: ", "))") }
    }
    let choices = choices
    if choices.isEmpty { console.writeLine("no step leaves this state") }
    for (place, choice) in choices.enumerated() {
      console.writeLine("  \(place + 1). \(choice.text)")
    }
  }

  private mutating func take(_ word: String) {
    let choices = choices
    guard let number = Int(word), choices.indices.contains(number - 1) else {
      console.writeLine(
        choices.isEmpty
          ? "there is no step to take; 'b' goes back, 'q' ends"
          : "'\(word)' is no step: a number from 1 to \(choices.count), or '?'")
      return
    }
    undone = []
    path.append((choices[number - 1].row, number))
    show()
  }

  private mutating func goBack() {
    guard let last = path.popLast() else { return console.writeLine("this is the beginning") }
    undone.append(last)
    if path.isEmpty, walk.initial.count == 1 {
      path.append(undone.removeLast())
      return console.writeLine("this is the beginning")
    }
    show()
  }

  private func write(to file: String) -> ExitCode? {
    // The beginning is not chosen where there is only one.
    let chosen = walk.initial.count == 1 ? path.dropFirst() : path[...]
    do throws(FileError) {
      try AtomicFile.write(chosen.map { "\($0.number)\n" }.joined(), to: file)
    } catch {
      return Command.report(error, console)
    }
    console.writeLine("written: \(chosen.count) steps")
    return nil
  }
}
