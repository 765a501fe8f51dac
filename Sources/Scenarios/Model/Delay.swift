public import Determinism
import Faults

/// A delay: a constant or a distribution, as written and as it is drawn.
public struct Delay: Hashable, Sendable, CustomStringConvertible {
  /// As it is written in a file.
  public let description: String
  /// What draws it.
  public let sampler: Sampler

  /// A delay of nothing.
  public static let none = Delay(constant: .zero)

  init(_ description: String, _ sampler: Sampler) {
    self.description = description
    self.sampler = sampler
  }

  /// A delay that is always the same.
  init(constant duration: Ticks) { self.init(durationText(duration), .always(duration)) }
}
