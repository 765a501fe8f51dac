import Determinism

extension Kind where Value == VariantChoice {
  /// A variant for all operators, or one for each.
  static var variant: Kind {
    Kind(
      shape: .either([
        .words(VariantChoice.Variant.allCases.map(\.rawValue)),
        .map(key: "operators", value: .words(VariantChoice.Variant.allCases.map(\.rawValue))),
      ]),
      read: { node, reading in
        guard case .mapping(let entries) = node.content else {
          return readVariant(node, reading).map { VariantChoice(base: $0) }
        }
        let known = ["default"] + reading.system.operators
        let base = reading.system.variants.first.flatMap(VariantChoice.Variant.init) ?? .repaired
        var choice = VariantChoice(base: base)
        for entry in entries {
          guard known.contains(entry.key) else {
            reading.reportUnknown(
              entry.key, entry.place, noun: "operator", known: known, code: .unknownOperator)
            continue
          }
          guard let value = reading.resolved(entry.value),
            let variant = readVariant(value, reading)
          else { continue }
          if entry.key == "default" {
            choice.base = variant
          } else {
            choice.operators.append(Named(entry.key, variant))
          }
        }
        return choice
      },
      write: { choice in
        guard !choice.operators.isEmpty else { return choice.base.rawValue }
        let operators = choice.operators.map { "\($0.name): \($0.value.rawValue)" }
        return "{default: \(choice.base.rawValue), \(operators.joined(separator: ", "))}"
      })
  }

  private static func readVariant(
    _ node: YAMLNode, _ reading: Reading
  ) -> VariantChoice.Variant? {
    let kind = Kind<VariantChoice.Variant>.word("variant")
    guard let variant = kind.read(node, reading) else { return nil }
    if !reading.system.isStandIn, !reading.system.variants.contains(variant.rawValue) {
      reading.report(
        .notYetExecutable, node.place,
        "the variant '\(variant.rawValue)' of '\(reading.system.name)' cannot be executed yet",
        hint: "available: \(reading.system.variants.joined(separator: ", "))")
    }
    return variant
  }
}

extension Kind where Value == Parameters {
  /// The parameters of the system at hand.
  static var systemParameters: Kind {
    Kind(
      shape: .map(key: "the system's parameters", value: .anything("what the system says")),
      read: { node, reading in
        Parameters.read(
          node, of: "the system '\(reading.system.name)'", table: reading.system.parameters,
          noun: "parameter", reading)
      },
      write: { _ in nil })
  }
}

extension Parameters {
  /// Reads a mapping by a table of parameters.
  static func read(
    _ node: YAMLNode, of owner: String, table: [SystemSchema.Parameter], noun: String,
    _ reading: Reading
  ) -> Parameters? {
    let fields = table.map(Self.field)
    guard
      let reader = ObjectReader(
        node, name: owner, fields: fields, reading: reading, noun: noun, code: .unknownParameter)
    else { return nil }
    let parameters = Parameters(values: fields.map { Named($0.name, reader[$0]) })
    reader.finish()
    return parameters
  }

  private static func field(_ parameter: SystemSchema.Parameter) -> Field<ParameterValue> {
    let absent: Field<ParameterValue>.Absent =
      parameter.standard.map { .text($0) } ?? .required(standIn: .boolean(false))
    return Field(parameter.name, kind(parameter.kind), absent: absent, parameter.about)
  }

  private static func kind(_ kind: ParameterKind) -> Kind<ParameterValue> {
    switch kind {
    case .count(let range): Kind<Int>.count(range).map(ParameterValue.count)
    case .duration: Kind<Ticks>.duration.map(ParameterValue.duration)
    case .probability: Kind<Probability>.probability.map(ParameterValue.probability)
    case .rate: Kind<Rate>.rate.map(ParameterValue.rate)
    case .size:
      Kind<Int>.size(Dimension.size.range, Dimension.size.rangeText).map(ParameterValue.size)
    case .boolean: Kind<Bool>.boolean.map(ParameterValue.boolean)
    case .word(let words):
      Kind<String>.known("word", .unknownWord) { _ in words }.map(ParameterValue.word)
    case .nodes: Kind<NodeSet>.nodes.map(ParameterValue.nodes)
    }
  }
}

extension Kind {
  /// The same text for another type; what is written is noted as it was read.
  fileprivate func map<Other: Sendable>(
    _ transform: @escaping @Sendable (Value) -> Other
  ) -> Kind<Other> {
    Kind<Other>(
      shape: shape,
      read: { node, reading in
        guard let value = read(node, reading) else { return nil }
        if let text = write(value) { reading.note(text) }
        return transform(value)
      },
      write: { _ in nil })
  }
}

extension Kind where Value == [Named<Ticks>] {
  /// The prices of the system's operations.
  static var costs: Kind {
    Kind(
      shape: .map(key: "the system's operations", value: Kind<Ticks>.duration.shape),
      read: { node, reading in
        let fields = reading.system.operations.map {
          Field($0.name, Kind<Ticks>.duration, $0.price, $0.about)
        }
        guard
          let reader = ObjectReader(
            node, name: "the system '\(reading.system.name)'", fields: fields, reading: reading,
            noun: "operation", code: .unknownOperation)
        else { return nil }
        let costs = fields.map { Named($0.name, reader[$0]) }
        reader.finish()
        return costs
      },
      write: { _ in nil })
  }
}

extension Kind where Value == String {
  /// A property of the system at hand.
  static var property: Kind {
    Kind.known("property", .unknownProperty) { $0.system.properties }
  }
  /// A mutant of the system at hand.
  static var mutant: Kind {
    Kind.known("mutant", .unknownMutant) { $0.system.mutants.map(\.name) + ["none"] }
  }
}
