public import ModelChecking
public import TemporalLogic

/// Philosophers who take the fork on their left, then the one on their right, and put both back after they ate. The
/// last one may be left-handed, so that nobody waits for ever; otherwise all of them may hold one fork each, and are stuck.
///
/// - Source: Dijkstra, *Hierarchical ordering of sequential processes* (Acta Informatica 1, 1971).
@frozen
public struct Philosophers: CompiledModel {
  /// How many there are.
  public let seats: Int
  /// Whether the last one takes the fork on her right first.
  public var isLastLeftHanded = true
  /// What is owed to each.
  public private(set) var fairness: [ActionFairness] = []

  /// Philosophers to whom nothing is owed.
  ///
  /// - Parameters:
  ///   - seats: How many, from 2 to 16.
  ///   - isLastLeftHanded: Whether the last one takes the fork on her right first.
  public init(seats: Int, isLastLeftHanded: Bool = true) {
    precondition((2...16).contains(seats), "\(seats) seats")
    (self.seats, self.isLastLeftHanded) = (seats, isLastLeftHanded)
  }

  /// The same, where each philosopher goes on if she can.
  public func fair(_ strength: Fairness.Strength) -> Philosophers {
    var fair = self
    fair.fairness = (0..<seats).map {
      ActionFairness(
        Fairness("\(strength == .weak ? "WF" : "SF") philosopher \($0)", strength),
        actions: [3 * $0, 3 * $0 + 1, 3 * $0 + 2])
    }
    return fair
  }

  // Word 0: two bits for each seat (thinking, one fork, eating); word 1: which forks are taken.
  /// Two words.
  @inlinable public var width: Int { 2 }
  /// To take each of the two forks, and to put both back, of each.
  public var actions: [String] {
    (0..<seats).flatMap { seat in ["first", "second", "release"].map { "\($0) \(seat)" } }
  }
  /// Whether somebody eats, and who.
  public var propositions: [String] { ["eating"] + (0..<seats).map { "eating\($0)" } }

  /// What is said of them.
  public var properties: [ModelProperty] {
    [
      ModelProperty("Eats", .sometimes, "eating0", about: "a philosopher can eat"),
      ModelProperty(
        "SomebodyEats", .temporal, "G F eating", about: "again and again somebody eats"),
      ModelProperty(
        "EverybodyEats", .temporal,
        (0..<seats).map { "G F eating\($0)" }.joined(separator: " & "),
        about: "again and again each of them eats"),
    ]
  }

  /// Everybody thinks.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) { buffer.emit(0, [0, 0]) }

  /// What each philosopher can do.
  @inlinable
  public func appendSuccessors(of row: Span<UInt32>, to buffer: inout SuccessorBuffer) {
    for seat in 0..<UInt32(seats) {
      let next = seat + 1 == UInt32(seats) ? 0 : seat + 1
      let isLeftHanded = isLastLeftHanded && next == 0
      let (first, second) = isLeftHanded ? (next, seat) : (seat, next)
      let shift = 2 * seat
      let action = 3 * Int(seat)
      switch row[0] >> shift & 3 {
      case 0 where row[1] >> first & 1 == 0:
        buffer.emit(action, copying: row) {
          $0[0] += 1 << shift
          $0[1] |= 1 << first
        }
      case 1 where row[1] >> second & 1 == 0:
        buffer.emit(action + 1, copying: row) {
          $0[0] += 1 << shift
          $0[1] |= 1 << second
        }
      case 2:
        buffer.emit(action + 2, copying: row) {
          $0[0] -= 2 << shift
          $0[1] &= ~(1 << first | 1 << second)
        }
      default: break
      }
    }
  }

  /// Who eats.
  @inlinable
  public func letter(of row: Span<UInt32>) -> UInt64 {
    var letter: UInt64 = 0
    for seat in 0..<UInt64(seats) where row[0] >> UInt32(2 * seat) & 3 == 2 {
      letter |= 1 | 1 << (seat + 1)
    }
    return letter
  }

  /// A step is owed to whose it is; every step changes something.
  @inlinable
  public func demands(
    ofAction action: Int, from row: Span<UInt32>, to next: Span<UInt32>
  ) -> UInt64 {
    fairness.isEmpty ? 0 : 1 << UInt64(action / 3)
  }

  /// What each philosopher does, and which forks are taken.
  public func variables(of row: Span<UInt32>) -> [ModelVariable] {
    let names = ["thinks", "has one fork", "eats"]
    let taken = (0..<seats).filter { row[1] >> UInt32($0) & 1 == 1 }.map(String.init)
    return (0..<seats).map {
      ModelVariable("philosopher \($0)", names[Int(row[0] >> UInt32(2 * $0) & 3)])
    } + [ModelVariable("forks taken", "{" + taken.joined(separator: ", ") + "}")]
  }
}
