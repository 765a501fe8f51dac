public import Diagnostics

/// A formula over a system's propositions that somebody has written beside the system's own properties.
public struct PropertyFormula: Sendable {
  let text: PropertyText

  /// The name by which it is judged and expected.
  public var name: String { text.name }

  /// Reads a formula.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - text: The formula, such as `forall m: G (submitted(command: m) -> F final(command: m))`.
  ///   - schema: What it may speak of.
  /// - Returns: The formula, or nil and what is wrong with it; warnings come with a formula too.
  public static func read(
    name: String, _ text: SourceText, _ schema: FactSchema
  ) -> (formula: PropertyFormula?, findings: [Finding]) {
    var (property, findings) = PropertyParser.read(text, name: name, summary: "", schema)
    guard let read = property else { return (nil, findings) }
    var layout = FactLayout(schema)
    let (plan, more) = PropertyPlanner.plan(read, &layout)
    // What is wrong with it may come of what is not meant; nothing is told twice.
    findings += more + read.doubts.filter { doubt in !more.contains { $0.code == doubt.code } }
    guard let plan else { return (nil, findings) }
    property?.table = plan.table
    return (property.map { PropertyFormula(text: $0) }, findings)
  }

  /// The property for the engines.
  public func property<Projection: FactProjection>(
    _ projection: Projection.Type
  ) -> Property<Projection.Fact> { Property(text, projection) }
}
