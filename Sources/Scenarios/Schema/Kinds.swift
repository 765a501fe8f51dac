import Determinism

extension Kind where Value == String {
  /// Any text up to a length.
  static func text(_ most: Int) -> Kind {
    .scalar(
      "a text", example: "some words",
      parse: { (text, _) throws(Malformed) -> String in
        guard text.unicodeScalars.count <= most else {
          throw Malformed(
            .outOfRange, "the text is longer than \(most) letters", hint: "at most \(most) letters")
        }
        return text
      }, write: { $0 })
  }

  /// A name that can stand in a field path, a file name and a command.
  static var name: Kind {
    Kind.scalar(
      "a name", example: "noc-happy-160", pattern: FieldPath.namePattern,
      parse: { (text, _) throws(Malformed) -> String in
        guard FieldPath.isName(text) else {
          throw Malformed(
            .badName, "'\(text.prefix(60))' cannot be a name",
            hint: "a name is at most 64 letters, digits, '-' and '_', and begins with a letter")
        }
        return text
      }, write: { $0 })
  }

  /// One of the names that a system has for something.
  static func known(
    _ noun: String, _ code: ScenarioFinding, among names: @escaping @Sendable (Reading) -> [String]
  ) -> Kind {
    Kind(
      shape: .scalar(noun: "the name of a \(noun)", example: noun, pattern: nil),
      read: { node, reading in
        if reading.system.isStandIn { return node.text }
        return readWord(node, reading, words: names(reading), noun: noun, code: code)
      },
      write: { $0 })
  }
}

extension Kind where Value == Bool {
  /// `true` or `false`, and no other spelling.
  static var boolean: Kind {
    Kind(
      shape: .words(["true", "false"]),
      read: { node, reading in
        switch node.text {
        case "true": return true
        case "false": return false
        case .some, nil:
          reading.report(
            .badValue, node.place, "expected true or false, found \(node.noun)",
            hint: "only these two spellings are known")
          return nil
        }
      },
      write: { $0 ? "true" : "false" })
  }
}

extension Kind where Value == Ticks {
  /// A duration.
  static var duration: Kind {
    Kind.quantity(
      .duration, make: { Ticks(UInt64($0)) }, write: durationText)
  }

  /// A duration above 0.
  static var positiveDuration: Kind {
    Kind.scalar(
      "a duration", example: "25 ms", pattern: Dimension.duration.pattern,
      parse: { (text, _) throws(Malformed) -> Ticks in
        let value = try Dimension.duration.parse(text)
        guard value > 0 else {
          throw Malformed(.outOfRange, "'\(text)' is out of range", hint: "it must be above 0")
        }
        return Ticks(UInt64(value))
      }, write: durationText)
  }

  /// A duration, or `never`.
  static var durationOrNever: Kind {
    Kind.scalar(
      "a duration or never", example: "25 ms", pattern: Dimension.duration.pattern(or: "never"),
      parse: { (text, _) throws(Malformed) -> Ticks in
        text == "never" ? .never : Ticks(UInt64(try Dimension.duration.parse(text)))
      }, write: durationText)
  }
}

extension Dimension {
  /// The pattern with a word besides.
  func pattern(or word: String) -> String { "(\(pattern))|^\(word)$" }
}

extension Kind where Value == Int64 {
  /// A duration that may be negative.
  static var signedDuration: Kind {
    Kind.quantity(
      .signedDuration, make: { $0 },
      write: { ($0 < 0 ? "-" : "") + durationText(Ticks($0.magnitude)) })
  }

  /// A drift in parts per billion.
  static var drift: Kind {
    Kind.quantity(
      .drift, make: { $0 },
      write: { ($0 < 0 ? "-" : "") + "\(decimalText($0.magnitude, scale: 3)) ppm" })
  }
}

extension Kind where Value == Probability {
  /// A probability.
  static var probability: Kind {
    Kind.scalar(
      "a probability", example: "0.5 %",
      pattern: "(\(Dimension.share.pattern))|^[0-9]+ ?/ ?[0-9]+$",
      parse: { (text, _) throws(Malformed) -> Probability in try Probability(parsing: text) },
      write: \.percentText)
  }
}

extension Kind where Value == Rate {
  /// A rate.
  static var rate: Kind {
    Kind.scalar(
      "a rate", example: "200/s", pattern: "^[0-9][0-9_]*(\\.[0-9]+)? ?(/|per ).+$",
      parse: { (text, _) throws(Malformed) -> Rate in try Rate(parsing: text) },
      write: \.description)
  }
}

extension Kind where Value == Int {
  /// A count within a range.
  static func count(_ range: ClosedRange<Int>) -> Kind {
    .quantity(
      .count(Int64(range.lowerBound)...Int64(range.upperBound)), make: { Int($0) },
      write: { "\($0)" })
  }

  /// A size in bytes within a range.
  static func size(_ range: ClosedRange<Int64>, _ words: String) -> Kind {
    var dimension = Dimension.size
    dimension.range = range
    dimension.rangeText = words
    return .quantity(dimension, make: { Int($0) }, write: { sizeText(UInt64($0)) })
  }

  /// A number in millionths.
  static func decimal(_ range: ClosedRange<Int64>, _ words: String) -> Kind {
    .quantity(
      .decimal(range, words), make: { Int($0) }, write: { decimalText(UInt64($0), scale: 6) })
  }
}

extension Kind where Value == Int? {
  /// A count, or `unlimited`.
  static var countOrUnlimited: Kind {
    Kind.scalar(
      "a count or unlimited", example: "100",
      pattern: Dimension.count(1...(1 << 53 - 1)).pattern(or: "unlimited"),
      parse: { (text, _) throws(Malformed) -> Int? in
        text == "unlimited" ? nil : Int(try Dimension.count(1...(1 << 53 - 1)).parse(text))
      }, write: { $0.map(String.init) ?? "unlimited" })
  }
}

extension Kind where Value == UInt64 {
  /// A count within a range.
  static func largeCount(_ range: ClosedRange<Int64>) -> Kind {
    .quantity(.count(range), make: { UInt64($0) }, write: { "\($0)" })
  }

  /// A size in bytes, at least one.
  static var memory: Kind {
    var dimension = Dimension.size
    dimension.range = 1...Dimension.size.range.upperBound
    dimension.rangeText = "1 B to 8 PiB"
    return .quantity(dimension, make: { UInt64($0) }, write: sizeText)
  }

  /// A bandwidth in bytes a second; 0 for `unlimited`.
  static var bandwidth: Kind {
    Kind.scalar(
      "a bandwidth or unlimited", example: "20 Mbit/s",
      pattern: Dimension.bandwidth.pattern(or: "unlimited"),
      parse: { (text, _) throws(Malformed) -> UInt64 in
        text == "unlimited" ? 0 : UInt64(try Dimension.bandwidth.parse(text))
      }, write: { $0 == 0 ? "unlimited" : bandwidthText($0) })
  }
}

/// A size written exactly: `4 GiB`, `500 B`.
func sizeText(_ bytes: UInt64) -> String {
  for (unit, shift) in [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)]
  where bytes > 0 && bytes % (1 << shift) == 0 {
    return "\(bytes >> shift) \(unit)"
  }
  return "\(bytes) B"
}

/// A bandwidth of so many bytes a second, written exactly: `20 Mbit/s`.
func bandwidthText(_ bytes: UInt64) -> String {
  let units: [(String, UInt64)] = [
    ("Gbit/s", 125_000_000), ("Mbit/s", 125_000), ("kbit/s", 125),
  ]
  for (unit, size) in units where bytes % size == 0 {
    return "\(bytes / size) \(unit)"
  }
  return "\(bytes) B/s"
}

extension Kind where Value == Seeds {
  /// `1..200`, or one seed.
  static var seeds: Kind {
    Kind.scalar(
      "a seed or a range of seeds", example: "1..200", pattern: "^[0-9]+(\\.\\.[0-9]+)?$",
      parse: { (text, _) throws(Malformed) -> Seeds in
        let hint = "write one seed or a range, as in '1..200'; both ends count"
        let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count),
          parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else {
          throw Malformed(.badValue, "expected seeds, found '\(text.prefix(60))'", hint: hint)
        }
        var seeds: [Seed] = []
        for part in parts {
          guard let number = UInt64(part), let seed = try? Seed(number) else {
            throw Malformed(
              .outOfRange, "seed \(part.prefix(30)) is too large",
              hint: "the greatest is \(Seed.maximum)")
          }
          seeds.append(seed)
        }
        guard let first = seeds.first, let last = seeds.last, first <= last else {
          throw Malformed(.outOfRange, "the range '\(text.prefix(60))' is empty", hint: hint)
        }
        return Seeds(first, last)
      }, write: \.description)
  }
}
