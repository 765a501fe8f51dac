/// The JSON document of `version`.
public struct VersionDocument: Equatable, Sendable {
  /// `debug` or `release`.
  public var configuration: String
  /// The processor that the program was built for.
  public var processor: String
  /// The operating system that it was built for.
  public var system: String

  /// What the program was built for.
  public init(configuration: String, processor: String, system: String) {
    self.configuration = configuration
    self.processor = processor
    self.system = system
  }

  /// The document.
  public func json() -> String {
    var json = JSONWriter()
    json.envelope(command: "version", exit: 0) { json in
      json.member("configuration", configuration)
      json.member("processor", processor)
      json.member("system", system)
    }
    return json.text
  }
}
