/// Completion scripts of shells, made from the commands and the option table.
enum CompletionScript {
  // MARK: bash

  static var bash: String {
    var lines = [
      "# Completion of nocturne for bash: source <(nocturne completion bash)",
      "_nocturne_scenarios() {",
      "  local file",
      "  for file in scenarios/*.yaml; do",
      #"    if [ -e "$file" ]; then file=${file##*/} && echo "${file%.yaml}"; fi"#,
      "  done",
      "}",
      "_nocturne() {",
      #"  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}"#,
      "  COMPREPLY=()",
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then",
      "    \(bashReply(words(of: Command.available)))",
      "    return",
      "  fi",
      #"  case "$previous" in"#,
    ]
    for option in OptionTable.all where option.isAvailable && option.kind != .flag {
      let action =
        switch option.form {
        case .word(let words), .words(let words):
          "\(bashReply(words.joined(separator: " "))); return"
        case .path: #"COMPREPLY=($(compgen -f -- "$word")); return"#
        case .text, .letters, .integer, .seed, .seeds, .setting, .amount: "return"
        }
      lines.append("    --\(option.name)) \(action) ;;")
    }
    lines += ["  esac", #"  case "${COMP_WORDS[1]}:$word" in"#]
    for command in Command.available {
      let name = command.rawValue
      lines.append("    \(name):-*) \(bashReply(spellings(of: command))) ;;")
      switch command.subcommand.operands.kind {
      case .scenario: lines.append("    \(name):*) \(bashReply("$(_nocturne_scenarios)")) ;;")
      case .scenarioOr(let words):
        let all = "\(words.joined(separator: " ")) $(_nocturne_scenarios)"
        lines.append("    \(name):*) \(bashReply(all)) ;;")
      case .verb, .command:
        let words = command.subcommand.operands.kind.words ?? []
        lines.append(
          "    \(name):*) if [ \"$COMP_CWORD\" -eq 2 ]; then "
            + "\(bashReply(words.joined(separator: " "))); fi ;;")
      case .text: break
      }
    }
    lines += ["  esac", "}", "complete -o default -F _nocturne nocturne"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func bashReply(_ words: String) -> String {
    #"COMPREPLY=($(compgen -W ""# + words + #"" -- "$word"))"#
  }

  // MARK: zsh

  static var zsh: String {
    var lines = [
      "#compdef nocturne",
      "_nocturne_scenarios() {",
      "  local -a names",
      "  names=(scenarios/*.yaml(N:t:r))",
      "  compadd -a names",
      "  _files",
      "}",
      "_nocturne() {",
      "  local -a commands",
      "  commands=(",
    ]
    for command in Command.available {
      lines.append("    '\(command.rawValue):\(zshEscaped(command.subcommand.summary))'")
    }
    lines += [
      "  )",
      "  if (( CURRENT == 2 )); then",
      "    _describe command commands",
      "    return",
      "  fi",
      "  shift words",
      "  (( CURRENT-- ))",
      "  case $words[1] in",
    ]
    for command in Command.available {
      lines.append("    \(command.rawValue))")
      lines.append("      _arguments \\")
      lines += zshOptions(of: command).map { "        \($0) \\" }
      lines.append("        \(zshOperands(command.subcommand.operands.kind)) ;;")
    }
    lines += ["  esac", "}", #"_nocturne "$@""#]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func zshOptions(of command: Command) -> [String] {
    OptionTable.options(of: command).filter(\.isAvailable).map { option in
      let often = option.kind == .repeated ? "*" : ""
      let value =
        switch (option.kind, option.form) {
        case (.flag, _): ""
        case (_, .word(let words)), (_, .words(let words)):
          ":\(option.metavariable):(\(words.joined(separator: " ")))"
        case (_, .path): ":\(option.metavariable):_files"
        case (_, .text), (_, .letters), (_, .integer), (_, .seed), (_, .seeds), (_, .setting),
          (_, .amount):
          ":\(option.metavariable):"
        }
      return "'\(often)--\(option.name)[\(zshEscaped(option.doc))]\(value)'"
    }
  }

  private static func zshOperands(_ kind: Operands.Kind) -> String {
    switch kind {
    case .scenario: "'*:scenario:_nocturne_scenarios'"
    case .scenarioOr(let words):
      "'*:model or scenario:{compadd \(words.joined(separator: " ")); _nocturne_scenarios}'"
    case .verb, .command: "'1:word:(\((kind.words ?? []).joined(separator: " ")))' '*:name:'"
    case .text: "'*:word:'"
    }
  }

  private static func zshEscaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "[", "]", ":", "\\": escaped += "\\\(character)"
      case "'": escaped += #"'\''"#
      default: escaped.append(character)
      }
    }
    return escaped
  }

  // MARK: fish

  static var fish: String {
    let base = "complete -c nocturne"
    var lines = [
      "# Completion of nocturne for fish: nocturne completion fish | source",
      "\(base) -f",
    ]
    for command in Command.available {
      let name = command.rawValue
      let condition = "-n '__fish_seen_subcommand_from \(name)'"
      lines.append(
        "\(base) -n __fish_use_subcommand -a \(name) -d '\(fishEscaped(command.subcommand.summary))'"
      )
      switch command.subcommand.operands.kind {
      case .scenario:
        lines.append(
          "\(base) \(condition) -F "
            + #"-a '(for f in scenarios/*.yaml; string replace -r ".*/(.*)\\.yaml" "\$1" $f; end)'"#
        )
      case .scenarioOr(let names):
        lines.append("\(base) \(condition) -F -a '\(names.joined(separator: " "))'")
      case .verb, .command:
        let words = (command.subcommand.operands.kind.words ?? []).joined(separator: " ")
        lines.append("\(base) \(condition) -a '\(words)'")
      case .text: break
      }
      for option in OptionTable.options(of: command) where option.isAvailable {
        lines.append(
          "\(base) \(condition) -l \(option.name)\(fishValue(option)) -d '\(fishEscaped(option.doc))'"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fishValue(_ option: Option) -> String {
    switch (option.kind, option.form) {
    case (.flag, _): ""
    case (_, .word(let words)), (_, .words(let words)): " -x -a '\(words.joined(separator: " "))'"
    case (_, .path): " -r -F"
    case (_, .text), (_, .letters), (_, .integer), (_, .seed), (_, .seeds), (_, .setting),
      (_, .amount):
      " -x"
    }
  }

  private static func fishEscaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      escaped += character == "'" || character == "\\" ? "\\\(character)" : String(character)
    }
    return escaped
  }

  // MARK: Words

  private static func words(of commands: [Command]) -> String {
    commands.map(\.rawValue).joined(separator: " ")
  }

  private static func spellings(of command: Command) -> String {
    OptionTable.options(of: command).filter(\.isAvailable).map { "--\($0.name)" }
      .joined(separator: " ")
  }
}
