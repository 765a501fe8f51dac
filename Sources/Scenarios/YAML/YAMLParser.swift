import CFYAML
import Diagnostics

/// Parses YAML 1.2 into a positioned tree; the only file that calls libfyaml.
///
/// The parser's events are used, not its documents: nothing is resolved or copied behind our back,
/// and the limits hold while the text is read. Anchors, aliases, tags and second documents are
/// refused, since a scenario needs none and each hides something from its reader.
struct YAMLParser {
  private let source: SourceText
  private let textIndex: Int
  private let limits: YAMLLimits
  private var findings: [Finding] = []
  /// Whether the tree is of no use.
  private var isOver = false
  /// Where the last event ended.
  private var lastEnd = 0

  /// Parses one document.
  ///
  /// - Parameters:
  ///   - source: Any bytes.
  ///   - textIndex: The index that places will carry.
  /// - Returns: The tree, nil if there is none, and what is wrong. An empty document is an empty
  ///   mapping.
  static func parse(
    _ source: SourceText, textIndex: Int, limits: YAMLLimits = .standard
  ) -> (tree: YAMLNode?, findings: [Finding]) {
    var parser = YAMLParser(source: source, textIndex: textIndex, limits: limits)
    guard parser.checkBytes() else { return (nil, parser.findings) }
    let tree = parser.parseEvents()
    return (tree, parser.findings)
  }

  private init(source: SourceText, textIndex: Int, limits: YAMLLimits) {
    self.source = source
    self.textIndex = textIndex
    self.limits = limits
  }

  private mutating func report(
    _ code: ScenarioFinding, _ range: Range<Int>, _ message: String, hint: String? = nil,
    isLast: Bool = true
  ) {
    if isLast { isOver = true }
    guard findings.count < Reading.mostFindings else { return }
    findings.append(Finding(in: source, at: range, code: code, message: message, hint: hint))
  }

  /// Refuses what should not reach the C library at all.
  private mutating func checkBytes() -> Bool {
    guard source.bytes.count <= limits.bytes else {
      report(
        .fileTooLarge, 0..<1, "the file has more than \(limits.bytes) bytes",
        hint: "a scenario has at most 1 MiB; perhaps the path names another file")
      return false
    }
    if let offset = source.firstInvalidByte {
      report(.notUTF8, offset..<offset + 1, "this is not UTF-8", hint: "save the file as UTF-8")
      return false
    }
    let allowed: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    for (offset, byte) in source.bytes.enumerated()
    where byte == 0x7F || (byte < 0x20 && !allowed.contains(byte)) {
      let digits = String(byte, radix: 16, uppercase: true)
      let code = "U+" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      report(
        .controlCharacter, offset..<offset + 1, "control character \(code) in the text",
        hint: "only tab, newline and carriage return are allowed")
      return false
    }
    return true
  }

  private mutating func parseEvents() -> YAMLNode? {
    // The C structs below are plain values with pointers that are nil or outlive their use; the
    // library owns the objects that it makes until they are destroyed, after their last use.
    var quiet = unsafe fy_diag_cfg()
    unsafe fy_diag_cfg_default(&quiet)
    unsafe quiet.fp = nil  // Nothing is printed; findings are ours to show.
    let diagnostics = unsafe fy_diag_create(&quiet)
    defer { unsafe fy_diag_destroy(diagnostics) }  // Made above, used no more.
    unsafe fy_diag_set_collect_errors(diagnostics, true)  // A live object.
    var configuration = unsafe fy_parse_cfg()  // Pointers that are nil.
    unsafe configuration.diag = diagnostics  // Lives longer than the parser.
    unsafe configuration.flags = fy_parse_cfg_flags(  // A field of a plain struct.
      FYPCF_QUIET.rawValue | FYPCF_COLLECT_DIAG.rawValue | FYPCF_JSON_NONE.rawValue
        | FYPCF_DEFAULT_VERSION_1_2.rawValue)
    guard let parser = unsafe fy_parser_create(&configuration) else {  // It copies its argument.
      report(.yamlSyntax, 0..<1, "the YAML parser did not start")
      return nil
    }
    defer { unsafe fy_parser_destroy(parser) }  // Made above, used no more.
    // Without a last newline libfyaml 0.7.12 reads past the end of some block scalars.
    let ended = source.bytes + [UInt8(ascii: "\n")]
    // The library reads the bytes while events are taken, all within the closure.
    let root = unsafe ended.withUnsafeBytes { buffer -> YAMLNode? in
      guard let start = buffer.baseAddress else { return nil }
      let characters = unsafe start.assumingMemoryBound(to: CChar.self)  // Any byte is one.
      // The text stays where it is until the closure ends.
      guard unsafe fy_parser_set_string(parser, characters, buffer.count) == 0 else { return nil }
      return unsafe takeEvents(from: parser)  // A live parser.
    }
    if !isOver { unsafe takeErrors(from: diagnostics) }  // A live object.
    guard !isOver else { return nil }
    return root ?? node(.mapping([]), 0..<0)
  }

  /// Reads events until the stream ends or something is wrong.
  private mutating func takeEvents(from parser: OpaquePointer) -> YAMLNode? {
    var builder = TreeBuilder(limits: limits)
    var documents = 0
    var hasAlias = false
    defer { isOver = isOver || hasAlias }  // What it stands for is not known.
    // Each event is live until it is freed at the end of its turn.
    while !isOver, let event = unsafe fy_parser_parse(parser) {
      defer { unsafe fy_parser_event_free(parser, event) }
      let range = unsafe range(of: event)
      unsafe refuseDecoration(of: event, at: range)
      switch unsafe event.pointee.type {
      case FYET_SCALAR:
        let (text, isPlain) = unsafe scalar(of: event)
        builder.add(node(.scalar(text, isPlain: isPlain), isPlain ? range : quoted(range)))
      case FYET_SEQUENCE_START: builder.open(node(.sequence([]), range))
      case FYET_MAPPING_START: builder.open(node(.mapping([]), range))
      case FYET_SEQUENCE_END, FYET_MAPPING_END: builder.close(at: range.upperBound)
      case FYET_ALIAS:
        report(
          .yamlAlias, word(at: range.lowerBound), "an alias is not allowed",
          hint: "give the value a name under 'let:' and write $name", isLast: false)
        hasAlias = true
        builder.add(node(.mapping([]), range))
      case FYET_DOCUMENT_START:
        documents += 1
        if documents > 1 {
          report(.severalDocuments, range, "a second document begins here", hint: "use two files")
        }
      default: break  // Stream marks and the like: a C enumeration, open for more.
      }
      if builder.isOver { break }
    }
    for refusal in builder.refusals {
      report(
        refusal.code, refusal.range, refusal.message, hint: refusal.hint,
        isLast: builder.isOver)
    }
    return builder.root
  }

  private func node(_ content: YAMLNode.Content, _ range: Range<Int>) -> YAMLNode {
    YAMLNode(content: content, place: Place(text: textIndex, range: range))
  }

  /// The library's marks leave the quotes out.
  private func quoted(_ range: Range<Int>) -> Range<Int> {
    max(0, range.lowerBound - 1)..<min(source.bytes.count, range.upperBound + 1)
  }

  private mutating func range(of event: UnsafeMutablePointer<fy_event>) -> Range<Int> {
    // The event is live; marks that it lacks are nil, and offsets are clamped to the text.
    guard let start = unsafe fy_event_start_mark(event)?.pointee.input_pos else {
      return lastEnd..<lastEnd
    }
    let end = unsafe fy_event_end_mark(event)?.pointee.input_pos ?? start
    let last = source.bytes.count
    let lower = min(Int(clamping: start), last)
    lastEnd = max(lower, min(Int(clamping: end), last))
    return lower..<lastEnd
  }

  private func scalar(
    of event: UnsafeMutablePointer<fy_event>
  ) -> (text: String, isPlain: Bool) {
    // It is a scalar's event.
    guard let token = unsafe event.pointee.scalar.value else { return ("", true) }
    var length = 0
    // The text belongs to the token and is copied at once.
    guard let start = unsafe fy_token_get_text(token, &length) else { return ("", true) }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)  // As the library says.
    let isPlain = unsafe fy_scalar_token_get_style(token) == FYSS_PLAIN  // A live token.
    return (unsafe String(decoding: bytes, as: UTF8.self), isPlain)  // Copies.
  }

  /// Anchors and tags stand before a node; both are refused.
  private mutating func refuseDecoration(
    of event: UnsafeMutablePointer<fy_event>, at range: Range<Int>
  ) {
    let kind = unsafe event.pointee.type  // The event is live.
    guard [FYET_SCALAR, FYET_SEQUENCE_START, FYET_MAPPING_START].contains(kind) else { return }
    if let token = unsafe fy_event_get_anchor_token(event) {  // The event is live.
      report(
        .yamlAlias, unsafe place(of: token, before: range), "an anchor is not allowed",
        hint: "give the value a name under 'let:' and write $name", isLast: false)
    }
    if let token = unsafe fy_event_get_tag_token(event) {  // The event is live.
      report(
        .yamlTag, unsafe place(of: token, before: range), "a tag is not allowed",
        hint: "leave it out: the field decides what the text means", isLast: false)
    }
  }

  /// Where an anchor or a tag stands, its sign included.
  private func place(of token: OpaquePointer, before node: Range<Int>) -> Range<Int> {
    // The token belongs to a live event; a mark that it lacks is nil.
    guard let mark = unsafe fy_token_start_mark(token) else { return node }
    return word(at: Int(clamping: unsafe mark.pointee.input_pos))
  }

  /// The word around a byte: the library's marks leave out its sign, or a part of it.
  private func word(at offset: Int) -> Range<Int> {
    let bytes = source.bytes
    var start = min(offset, bytes.count)
    while start > 0, !Self.blanks.contains(bytes[start - 1]) { start -= 1 }
    let end = bytes[start...].firstIndex { Self.blanks.contains($0) } ?? bytes.count
    return start..<end
  }

  /// What separates words, in a flow too.
  private static let blanks = Array(" \t\r\n,[]{}".utf8)

  /// The library's own complaints; the first is the cause, the rest usually follow from it.
  private mutating func takeErrors(from diagnostics: OpaquePointer?) {
    // The list and its strings belong to the diagnostics object, which is live.
    var previous: UnsafeMutableRawPointer?
    guard let error = unsafe fy_diag_errors_iterate(diagnostics, &previous) else { return }
    let message = unsafe error.pointee.msg.map { unsafe String(cString: $0) } ?? "malformed"
    var offset = source.bytes.count
    if let token = unsafe error.pointee.fyt, let mark = unsafe fy_token_start_mark(token) {
      offset = min(Int(clamping: unsafe mark.pointee.input_pos), source.bytes.count)
    } else {
      let line = unsafe Int(error.pointee.line)
      let column = unsafe Int(error.pointee.column)
      offset = source.offset(of: SourcePosition(line: line, column: column))
    }
    report(
      .yamlSyntax, offset..<offset + 1, "this is not YAML: \(message)",
      hint: "indent with spaces, close quotes and brackets, put a space after each colon")
  }
}
