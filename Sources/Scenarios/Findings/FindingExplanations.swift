public import Diagnostics

extension ScenarioFinding {
  /// What `nocturne explain` says; every code has an entry, which a test holds.
  public var explanation: Explanation {
    guard let entry = Self.entries.first(where: { $0.code == self }) else {
      preconditionFailure("\(rawValue) has no explanation")
    }
    return entry.explanation
  }

  /// All explanations.
  static let entries: [(code: ScenarioFinding, explanation: Explanation)] =
    textEntries + fieldEntries + nameEntries + caseEntries + checkEntries

  private static let textEntries: [(code: ScenarioFinding, explanation: Explanation)] = [
    (
      .fileTooLarge,
      Explanation(
        "The file is larger than 1 MiB",
        "A scenario is written by a person, or saved by shrink, and a folder of results holds the "
          + "command that made it; all stay far below the limit. Perhaps the path names another file.",
        example: "nocturne run results/trace.bin")
    ),
    (
      .notUTF8,
      Explanation(
        "The file is not UTF-8",
        "Scenario files are text in UTF-8. Save the file in that encoding; the place shown is the "
          + "first byte that does not fit.",
        example: "about: caf\\xe9")
    ),
    (
      .controlCharacter,
      Explanation(
        "The file holds a control character",
        "Only tab, newline and carriage return may stand in a scenario file; other control "
          + "characters cannot be seen and change what is read.",
        example: "name: noc\\x00happy")
    ),
    (
      .yamlSyntax,
      Explanation(
        "The file is not YAML 1.2",
        "The structure cannot be read: a bracket or quote is open, the indentation changes within "
          + "a mapping, a tab indents, or the space after a colon is missing. A value that begins "
          + "with one of > | & * ! % @ or with a quote needs quotes around it.",
        example: "links:\n  all: {delay: 25 ms\n\n# mended\nlinks:\n  all: {delay: 25 ms}")
    ),
    (
      .yamlAlias,
      Explanation(
        "Anchors and aliases are not allowed",
        "YAML can name a value with & and repeat it with *. Scenarios do that with let: instead, "
          + "so that the name can be swept and set from the command line.",
        example: "delay: &d 25 ms\n\n# mended\nlet: {d: 25 ms}\n… delay: $d")
    ),
    (
      .yamlTag,
      Explanation(
        "YAML tags are not allowed",
        "A tag such as !!int says what a text means. In a scenario the field says that.",
        example: "n: !!int 4\n\n# mended\nn: 4")
    ),
    (
      .severalDocuments,
      Explanation(
        "A file holds one scenario",
        "A line with three dashes begins another document. Use one file for each scenario, or "
          + "cases: for variations of one.",
        example: "name: a\n---\nname: b")
    ),
    (
      .duplicateKey,
      Explanation(
        "A field is given twice",
        "Only one of the two could count, and a reader could not tell which. Keep one.",
        example: "n: 4\nf: 1\nn: 7")
    ),
    (
      .keyNotText,
      Explanation(
        "The key of a mapping is not a text",
        "YAML allows lists and mappings as keys; no field is called so. Often a brace too many is "
          + "the reason.",
        example: "{[a, b]: 1}")
    ),
    (
      .tooDeep,
      Explanation(
        "Values are nested too deeply",
        "No field needs more than ten levels; the limit is 64, with the values of let: in their "
          + "places.", example: "[[[[[[[[[[ … ]]]]]]]]]]")
    ),
    (
      .tooLarge,
      Explanation(
        "There is too much of something",
        "A file may hold 200,000 values, and names of let: may bring in as many: each use of a name "
          + "counts all that it stands for. A list may hold 10,000 items, a schedule 100,000 steps. "
          + "Split the scenario, or use sweep: to make many cases from few lines.",
        example: "crashes: [ … 20,000 items … ]")
    ),
  ]

  private static let fieldEntries: [(code: ScenarioFinding, explanation: Explanation)] = [
    (
      .unknownField,
      Explanation(
        "A mapping has no field of this name",
        "The hint lists the fields that are known here. The indentation decides to which mapping a "
          + "line belongs.",
        example: "client: {count: 2}\n\n# mended\nclients: {count: 2}")
    ),
    (
      .missingField,
      Explanation(
        "A field that must be given is missing",
        "Most fields have a default; this one has none, because no value would be right for all.",
        example: "crashes:\n  - {node: replica 0}\n\n# mended\ncrashes:\n"
          + "  - {node: replica 0, at: 2 s}")
    ),
    (
      .missingValue,
      Explanation(
        "A field is given without a value",
        "An empty value, ~ and null all mean nothing. Leave the whole field out to get its default.",
        example: "n:\n\n# mended\nn: 4")
    ),
    (
      .wrongShape,
      Explanation(
        "A value has another shape than the field",
        "A text stands where a list or mapping is expected, or the other way round.",
        example: "clients: 5\n\n# mended\nclients: {count: 5}")
    ),
    (
      .badValue,
      Explanation(
        "A text is not a value of its field's kind",
        "The hint shows how a value is written.",
        example: "duration: soon\n\n# mended\nduration: 60 s")
    ),
    (
      .badUnit,
      Explanation(
        "A unit is missing or unknown",
        "Every duration, size, rate and share says its unit, so that nobody has to remember one: "
          + "25 ms, 500 B, 200/s, 0.5 %.",
        example: "delay: 25\n\n# mended\ndelay: 25 ms")
    ),
    (
      .notWhole,
      Explanation(
        "A value lies between two steps",
        "Time runs in whole microseconds, sizes in bytes, and so on; nothing is rounded, so what is "
          + "written is what runs.",
        example: "delay: 1.5 us\n\n# mended\ndelay: 2 us")
    ),
    (
      .outOfRange,
      Explanation(
        "A value is outside of what its field allows",
        "The hint says what is allowed.", example: "loss: 120 %\n\n# mended\nloss: 20 %")
    ),
    (
      .badName,
      Explanation(
        "A text cannot be a name",
        "Names stand in field paths, file names and commands. A name has at most 64 letters, "
          + "digits, '-' and '_', and begins with a letter; a name under let: is not also a field.",
        example: "name: my scenario!\n\n# mended\nname: my-scenario")
    ),
    (
      .unknownWord,
      Explanation(
        "A field knows other words",
        "The field takes one of a few words; the hint lists them.",
        example: "crypto: fast\n\n# mended\ncrypto: ideal")
    ),
    (
      .conflictingFields,
      Explanation(
        "Two fields cannot stand together",
        "They say the same thing in two ways, or one makes no sense beside the other.",
        example: "load: {rate: 200/s, every: 1 s}\n\n# mended\nload: {rate: 200/s}")
    ),
  ]
}
