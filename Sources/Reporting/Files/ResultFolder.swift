public import Traces

/// The folder of a result: where it stands and what is in it, for someone else to write.
public struct ResultFolder: Sendable {
  /// A file of the folder.
  public struct File: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// What is in it.
    public var bytes: [UInt8]

    init(_ name: String, _ text: String) {
      self.name = name
      bytes = Array(text.utf8)
    }
  }

  /// The path below the folder of all results: `<scenario>/<variant>/<case>/<seed>`.
  ///
  /// A campaign stands under the range of its seeds, `1-200`; what the command line has changed goes with the
  /// case, `n=4,mutant=skipWAL`. The path depends on nothing else, so a second run finds the first.
  public let path: String
  /// The files in the order in which they are to be written.
  public let files: [File]

  /// The result of one case.
  ///
  /// - Parameters:
  ///   - report: The report; its other cases are left out.
  ///   - index: The case.
  ///   - exit: The exit code for this case alone.
  ///   - changes: What the command line has changed about the scenario, `key=value`.
  ///   - settings: The command of the case, for `run.txt`.
  ///   - trace: The trace, where one is asked for or something failed.
  public init(
    _ report: RunReport, case index: Int, exit: Int, changes: [String] = [], settings: RunSettings,
    trace: [TraceEntry]? = nil
  ) {
    var report = report
    report.cases = [report.cases[index]]
    let seeds = report.seeds
    let range = seeds.from == seeds.to ? "\(seeds.from)" : "\(seeds.from)-\(seeds.to)"
    // A scenario's only case is called `default` unless it has a name, and so is its folder.
    let name = report.cases[0].name == "default" ? [] : [report.cases[0].name]
    path = [
      FileName.of(report.scenario), FileName.of(report.variant),
      FileName.of((name + changes).joined(separator: ",")), range,
    ].joined(separator: "/")
    let document = RunDocument([report], exit: exit)
    var files = [
      File("run.txt", settings.text),
      File("result.json", document.json(command: "run", isPretty: true)),
      File("report.txt", TextReport(report).text),
      File("figures.csv", FigureTable.csv(report)),
    ]
    if let trace {
      files.append(File("trace.txt", TraceText.plain(trace)))
      files.append(File("trace.jsonl", TraceText.jsonLines(trace)))
    }
    self.files = files
  }
}
