import Diagnostics
import Reporting
import TemporalLogic

/// Questions of a table, a row each, answered with a JSON document each, in order.
struct LogicBatch {
  /// What is done with every row.
  enum Task: String, CaseIterable {
    case parse, check, eval, finite, translate

    /// The columns that it reads; of several names of one the first that the table has.
    var columns: [[String]] {
      switch self {
      case .parse: [["input", "formula", "spot"]]
      case .eval: [["formula"], ["prefix"], ["cycle"]]
      case .finite: [["formula"], ["trace"]]
      case .check, .translate: [["formula", "spot"]]
      }
    }
  }

  private let task: Task
  private let text: SourceText
  private let dialect: Dialect?
  private let effort: TranslationEffort
  /// The place of each column that the task reads.
  private var places: [Int] = []
  private var names: [String] = []
  /// How many columns the table has, and which says how formulas are spelled.
  private var (width, dialectPlace): (Int, Int?) = (0, nil)

  /// Answers all rows of the table that the command line names.
  static func answer(_ arguments: ParsedArguments, _ console: any Console) -> ExitCode {
    let path = arguments.operands[1]
    do throws(FileError) {
      let text = SourceText(name: path, bytes: try FileSystem.content(of: path, limit: 1 << 26))
      var batch = LogicBatch(
        task: arguments.text(.task).flatMap(Task.init) ?? .eval, text: text,
        dialect: arguments.text(.dialect).flatMap(Dialect.init),
        effort: arguments.has(.quick) ? .quick : .full)
      if let finding = batch.readHeader() {
        console.writeError([finding].rendered)
        return .badInput
      }
      return batch.answerRows(console)
    } catch {
      return Command.report(error, console)
    }
  }

  private init(task: Task, text: SourceText, dialect: Dialect?, effort: TranslationEffort) {
    (self.task, self.text, self.dialect, self.effort) = (task, text, dialect, effort)
  }

  private mutating func readHeader() -> Finding? {
    var first = text.lineBytes(1)
    // Some programs begin a table with a byte order mark.
    if first.starts(with: [0xEF, 0xBB, 0xBF]) { first = first.dropFirst(3) }
    let header = Self.fields(first)
    width = header.count
    if task == .parse { dialectPlace = header.firstIndex(of: "dialect") }
    for wanted in task.columns {
      guard let name = wanted.first(where: header.contains),
        let place = header.firstIndex(of: name)
      else {
        return Finding(
          in: text, at: 0..<text.lineBytes(1).count, code: LogicFinding.badTable,
          message: "the table has no column "
            + wanted.map { "'\($0)'" }.joined(separator: " or "),
          hint: "'--task \(task.rawValue)' reads the columns "
            + task.columns.map { $0[0] }.joined(separator: ", "))
      }
      places.append(place)
      names.append(name)
    }
    return nil
  }

  private func answerRows(_ console: any Console) -> ExitCode {
    var exit = ExitCode.met
    for line in 2...max(2, text.lineCount) {
      let bytes = line <= text.lineCount ? text.lineBytes(line) : []
      if bytes.isEmpty { continue }
      let fields = Self.fields(bytes)
      func value(_ place: Int) -> String { place < fields.count ? fields[place] : "" }
      var json = JSONWriter()
      let (answer, findings) =
        fields.count > width
        ? (nil, [tooWide(line, fields.count)])
        : answer(places.map(value), dialectPlace.map(value))
      json.object { json in
        json.member("row", line - 1)
        answer?.write(&json)
        if !findings.isEmpty {
          json.array("findings") { json in for finding in findings { json.element(finding) } }
        }
      }
      // What a formula of a table is refused for is an answer, too.
      if answer == nil, task != .parse { exit = .badInput }
      if answer?.exit == .inconclusive { exit = exit.combined(with: .inconclusive) }
      console.writeLine(json.text)
    }
    return exit
  }

  private func tooWide(_ line: Int, _ count: Int) -> Finding {
    Finding(
      in: text, at: text.offset(of: SourcePosition(line: line, column: 1))..<text.bytes.count,
      code: LogicFinding.badTable, message: "the row has \(count) fields, the header \(width)",
      hint: "a field with a comma in it stands between quotes")
  }

  private func answer(_ values: [String], _ spelling: String?) -> (LogicAnswer?, [Finding]) {
    var store = FormulaStore()
    let read =
      spelling.map { spelling in Dialect.allCases.first { spelling.hasPrefix($0.rawValue) } }
      ?? (names[0] == "spot" ? .spot : nil)
    let chosen = dialect ?? read ?? .nocturne
    // A table says by its column how it is spelled, so that a mix is read as Spot does.
    let text = SourceText(name: "formula", text: values[0])
    let (formula, findings) = FormulaParser.read(
      text, dialect: chosen, isLenient: task != .parse, into: &store)
    guard let formula else { return (nil, findings) }
    switch task {
    case .parse: return (LogicQuestion.parse(formula, chosen).answer(store), [])
    case .check: return (LogicQuestion.check(formula, text).answer(store), [])
    case .translate: return (LogicQuestion.translate(formula, nil, effort).answer(store), [])
    case .eval, .finite:
      let letters = values.dropFirst().map(Word.letters)
      guard letters.allSatisfy({ $0 != nil }), letters[letters.count - 1]?.isEmpty == false else {
        let finding = Finding(
          in: SourceText(name: "word", text: values.dropFirst().joined(separator: ",")), at: 0..<1,
          code: LogicFinding.badTable, message: "this is no word",
          hint: "letters are joined by '.', propositions by '+', '-' is the empty letter")
        return (nil, [finding])
      }
      if task == .finite {
        return (LogicQuestion.follow(formula, letters: letters[0] ?? []).answer(store), [])
      }
      let word = Word(prefix: letters[0] ?? [], cycle: letters[1] ?? [])
      return (LogicQuestion.evaluate(formula, on: word).answer(store), [])
    }
  }

  /// The fields of a line; one in quotes may hold commas, and quotes twice.
  static func fields(_ line: ArraySlice<UInt8>) -> [String] {
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in line where byte != UInt8(ascii: "\r") {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: fields.append([])
      default: fields[fields.count - 1].append(byte)
      }
    }
    return fields.map { String(decoding: $0, as: UTF8.self) }
  }
}
