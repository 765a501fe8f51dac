import Diagnostics

extension FormulaStore {
  /// How much a printed formula shows of its grouping.
  public enum TextStyle: Sendable {
    /// As few parentheses as every dialect of ours needs: an operand in parentheses unless it is an atom or has a
    /// prefix operator.
    case readable
    /// As Spot prints with `-p`: every operand in parentheses, atoms and constants bare after a prefix operator.
    case full
    /// As SPIN's reading is noted: `p | (q U r)`, `(F p) U q`.
    case spin
  }

  /// A formula in words.
  ///
  /// - Parameters:
  ///   - root: The formula.
  ///   - style: How operators are spelt.
  ///   - longest: After how many characters the rest is left out.
  public func text(
    _ root: FormulaID, _ style: TextStyle = .readable, longest: Int = .max
  ) -> String {
    var text = ""
    // What is still to be printed, last first.
    var pending: [Piece] = [.formula(root)]
    while let piece = pending.popLast() {
      if longest < .max, text.count > longest { return String(text.prefix(longest)) + "…" }
      switch piece {
      case .words(let words): text += words
      case .formula(let id): pending += pieces(of: id, style).reversed()
      }
    }
    return text
  }

  private enum Piece {
    case words(String)
    case formula(FormulaID)
  }

  private func pieces(of id: FormulaID, _ style: TextStyle) -> [Piece] {
    let form = form(id)
    if let number = atomNumber(id) { return [.words(Self.quoted(atoms[number]))] }
    if form.arity == 0 { return [.words(form == .true ? "1" : "0")] }
    let sign = Self.sign(form)
    if form.arity == 1 {
      let part = left(id)
      switch style {
      case .full: return [.words(sign + "("), .formula(part), .words(")")]
      case .spin, .readable:
        let space = form == .not ? "" : " "
        return [.words(sign + space)] + wrapped(part, style)
      }
    }
    var pieces: [Piece] = []
    for part in operands(id) {
      if !pieces.isEmpty { pieces.append(.words(" \(sign) ")) }
      pieces +=
        style == .full ? [.words("("), .formula(part), .words(")")] : wrapped(part, style)
    }
    return pieces
  }

  private func wrapped(_ part: FormulaID, _ style: TextStyle) -> [Piece] {
    let form = form(part)
    let isBare =
      switch style {
      case .readable: form.arity <= 1
      case .spin, .full: form.arity == 0 || form == .not && self.form(left(part)).arity == 0
      }
    return isBare ? [.formula(part)] : [.words("("), .formula(part), .words(")")]
  }

  /// A proposition's name, in quotes if it would not be read as one.
  private static func quoted(_ name: String) -> String {
    var lexer = Lexer(.init(name: "", text: name), .nocturne)
    let tokens = lexer.tokens()
    return tokens.count == 2 && tokens[0].kind == .name(name)
      && name.utf8.first != UInt8(ascii: "\"")
      ? name : "\"\(name)\""
  }

  static func sign(_ form: Operator) -> String {
    switch form {
    case .true: "1"
    case .false: "0"
    case .atom: ""
    case .not: "!"
    case .and: "&"
    case .or: "|"
    case .xor: "xor"
    case .implies: "->"
    case .iff: "<->"
    case .next: "X"
    case .strongNext: "X[!]"
    case .weakNext: "X[?]"
    case .eventually: "F"
    case .always: "G"
    case .until: "U"
    case .weakUntil: "W"
    case .release: "R"
    case .strongRelease: "M"
    case .previous: "Y"
    case .weakPrevious: "Z"
    case .once: "O"
    case .historically: "H"
    case .since: "S"
    case .triggered: "T"
    }
  }
}
