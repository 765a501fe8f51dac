public import Diagnostics

/// One case of a scenario file.
public struct ScenarioCase: Sendable {
  /// Its name, unique in the file: `default`, a name of `cases:`, `n=4,byzantine=2`, or both.
  public let name: String
  /// What distinguishes it, as written: names and values.
  public let parameters: [Named<String>]
  /// What it says; where values are drawn, as it would be without a seed.
  public let scenario: Scenario
  /// Every field with its value, defaults included, by path.
  public let settings: [Named<String>]
  /// What the file says of it, to be changed and written again.
  public let document: ScenarioDocument?
  /// The runs of it that are known to fail.
  public let canaries: [Canary]
  /// What the seed decides.
  let swarm: Swarm?
  /// What a reading of the case needs.
  let texts: [SourceText]
  let systems: [SystemSchema]

  /// Where a step of the schedule stands: the file or an override, and the bytes in it.
  ///
  /// - Parameter step: Its number, from 0.
  public func place(ofStep step: Int) -> (text: SourceText, range: Range<Int>)? {
    guard let place = document?.place(ofStep: step), texts.indices.contains(place.text) else {
      return nil
    }
    return (texts[place.text], place.range)
  }
}
