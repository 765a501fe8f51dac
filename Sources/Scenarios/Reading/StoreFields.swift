import Determinism
import Faults
import Machine

/// The fields of `stores:`.
enum StoreFields {
  private static let faults = Field(
    "faults", Kind.list(of: StoreFaultFields.kind), "[]", "What goes wrong with the store.")
  private static let checksums = Field(
    "checksums", Kind<Bool>.boolean, "true",
    "Whether a boot after a crash drops records whose bytes are not as written; without, the node "
      + "gets what they decode to.")

  private static func delay(_ standard: String) -> Field<Delay> {
    Field("delay", Kind<Delay>.delay, standard, "The time from a write to its acknowledgement.")
  }

  private static func kind(_ standard: String) -> Kind<StoreSettings> {
    let delay = delay(standard)
    return Kind<StoreSettings>.object("a store", [delay, checksums, faults]) {
      StoreSettings(delay: $0[delay], faults: $0[faults], hasChecksums: $0[checksums])
    }
  }

  /// The stores of the system, those that the file leaves out with their defaults.
  static let stores = Kind<[Named<StoreSettings>]>(
    shape: .map(key: "the system's stores", value: kind("the store's").shape),
    read: { node, reading in
      let fields = reading.system.stores.map {
        Field($0.name, kind($0.delay), "{}", "A store.")
      }
      guard
        let reader = ObjectReader(
          node, name: "the system '\(reading.system.name)'", fields: fields, reading: reading,
          noun: "store", code: .unknownStore)
      else { return nil }
      let stores = fields.enumerated().map { position, field in
        var settings = reader[field]
        for index in settings.faults.indices {
          settings.faults[index].store = StoreID(UInt8(clamping: position))
        }
        return Named(field.name, settings)
      }
      reader.finish()
      return stores
    },
    write: { _ in nil })
}

/// The fields of one fault of a store.
enum StoreFaultFields {
  private static let fault = Field(
    "kind", Kind<StoreFault.Kind>.word("store fault"), absent: .required(standIn: .delay),
    "What goes wrong; 'ackBeforeDurable', 'truncateTail', 'rollback' and 'bitRot' make liars of "
      + "the nodes.")
  private static let nodes = Field("nodes", Kind<NodeSet>.nodes, "all", "At which nodes.")
  private static let from = Field("from", Kind<Ticks>.duration, "0 ms", "From when.")
  private static let until = Field(
    "until", Kind<Ticks>.durationOrNever, "never", "Until when.")
  private static let chance = Field(
    "chance", Kind<Probability>.probability, "100 %",
    "The chance for each write; for each crash of 'torn', 'truncateTail' and 'rollback'.")
  private static let by = Field(
    "by", Kind<Ticks>.duration, "0 ms",
    "By how much longer a write takes ('delay') or stays in a cache after it was acknowledged "
      + "('ackBeforeDurable'); how far back a crash reaches ('truncateTail', 'rollback').")

  static let kind = Kind<StoreFault>.object(
    "a store fault", [fault, nodes, from, until, chance, by]
  ) { reader in
    let (start, end) = reader.window(from, until)
    return StoreFault(
      reader[fault], of: StoreID(0), at: reader[nodes], from: start, until: end,
      chance: reader[chance], by: reader[by])
  }
}

extension ObjectReader {
  /// A span of time; one that ends before it begins is a finding.
  func window(_ from: Field<Ticks>, _ until: Field<Ticks>) -> (from: Ticks, until: Ticks) {
    let start = self[from]
    let end = self[until]
    if end <= start {
      reading.report(
        .timesInverted, place(of: until),
        "'\(until.name)' (\(durationText(end))) is not after "
          + "'\(from.name)' (\(durationText(start)))",
        hint: "times count from the start of the run")
    }
    return (start, end)
  }
}
