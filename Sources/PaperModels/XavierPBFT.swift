public import ModelChecking
import TemporalLogic

/// The agreement on the batch of a slot: PREPREPARE, PREPARE, COMMIT, and the change of views with prepared
/// certificates, all of it signed.
///
/// Messages stay in the network once they are sent, so that what a correct replica has sent is a function of its votes
/// and of its view. Liars have no state: whatever they can sign is there always, for whom it serves.
///
/// Claims NOC-003, NOC-010, NOC-017, NOC-018, NOC-125 and NOC-126; flaws FN-20, FN-23 and FN-28.
///
/// - Source: The Nocturne paper, operator Xavier; Castro and Liskov, *Practical Byzantine Fault Tolerance* (OSDI 1999),
///   §4; the module `XavierPBFT`.
@frozen
public struct XavierPBFT: CompiledModel {
  /// What a new primary does, and what replicas check.
  public enum Variant: String, CaseIterable, Sendable {
    /// The paper's consensus, without a change of views.
    case published
    /// The new primary proposes what the highest certificate of Q VIEWCHANGEs says, and all check that.
    case repaired
    /// A new primary ignores the certificates.
    case noPreparedCarry
    /// It takes any certificate there is, not the highest one.
    case anyCert
    /// Nobody checks the signatures of the commands of a batch.
    case noSignatures
  }

  /// How many replicas, views, slots and batches there are, and who lies.
  public struct Size: Hashable, Sendable {
    /// How many replicas there are, 5 at most.
    public var replicas = 4
    /// For how many liars the protocol is made.
    public var faults = 1
    /// The quorum.
    public var quorum = 3
    /// The replicas that lie, as bits.
    public var liars: UInt32 = 1
    /// Those that vote before they write it down, so that a crash makes them forget, as bits.
    public var forgetful: UInt32 = 0
    /// How many views there are.
    public var views = 2
    /// How many slots there are, 1 or 2; times the views 4 at most.
    public var slots = 1
    /// How many batches there are, 1 or 2.
    public var batches = 2
    /// How many of them have commands that clients have signed: the first ones.
    public var submitted = 2

    /// Four replicas, the first of which lies, with two views, a slot and two batches.
    public init() {}
  }

  /// How large it is.
  public let size: Size
  /// What a new primary does.
  public let variant: Variant
  /// What is owed to each correct replica.
  public let fairness: [ActionFairness]
  /// Whether it says that batches are interchangeable.
  public let hasSymmetry: Bool
  /// Whether any two quorums share F + 1 replicas.
  @usableFromInline let doQuorumsMeet: Bool

  /// Some replicas.
  ///
  /// - Parameters:
  ///   - size: How many, and who lies.
  ///   - variant: What a new primary does.
  ///   - isSymmetric: Whether it says that two batches are interchangeable, both of which were submitted.
  public init(_ size: Size, variant: Variant, isSymmetric: Bool = false) {
    precondition(
      (1...5).contains(size.replicas) && (1...4).contains(size.views)
        && (1...2).contains(size.slots) && size.views * size.slots <= 4
        && (1...2).contains(size.batches) && (0...size.batches).contains(size.submitted)
        && (size.liars | size.forgetful) >> UInt32(size.replicas) == 0
        && size.liars & size.forgetful == 0 && (variant != .published || size.views == 1)
        && (!isSymmetric || size.submitted == 2), "\(size), \(variant)")
    (self.size, self.variant, hasSymmetry) = (size, variant, isSymmetric)
    doQuorumsMeet = 2 * size.quorum - size.replicas > size.faults || size.quorum > size.replicas
    let kinds = 3 + 3 * size.slots
    let correct = (0..<size.replicas).filter { size.liars >> UInt32($0) & 1 == 0 }
    fairness = correct.enumerated().flatMap { rank, replica in
      [
        ActionFairness(
          .weak("WF Unaided(\(replica))"), actions: (1..<kinds).map { kinds * rank + $0 }),
        ActionFairness(.weak("WF Timeout(\(replica))"), actions: [kinds * rank]),
      ]
    }
  }

  // A row has a word for each replica, 0 for liars, and one for the new views. A vote is a bit, at
  // 3 * (slot * views + view) + value, values being the batches and, as 2, the empty one; a replica's word has its votes
  // (12 bits), what it has sent a COMMIT for (12 bits), its view (2 bits), and whether it is active. The last word has
  // of each view whether it was started by a correct primary, and from bit 4 on with what: four bits for each view, two
  // of them for each slot: 0 if it is free, else the value and 1.
  /// A word for each replica, and one more.
  @inlinable public var width: Int { size.replicas + 1 }
  /// What each correct replica can do, then what the forgetful ones can do besides.
  public var actions: [String] {
    let replicas = 0..<size.replicas
    let each = replicas.filter { !isLiar($0) }.flatMap { replica in
      ["Timeout", "NewView", "FollowNewView"].map { "\($0)(\(replica))" }
        + (1...size.slots).flatMap { slot in
          ["PrePrepare", "Prepare", "Commit"].map { "\($0)(\(replica), \(slot))" }
        }
    }
    return each + replicas.filter { isForgetful($0) }.map { "Forget(\($0))" }
  }
  /// The formulas without time, what steps tell, and what is ordered by the correct alone.
  public var propositions: [String] {
    [
      "agreement", "validity", "certUnique", "quorumIntersection", "orderedAfterChange", "carried",
      "emptyOrdered", "viewFalls", "setsBack", "allOrdered", "submittedOrdered",
    ]
  }
  /// Steps tell that a view falls, and that the end is no nearer although views have settled.
  @inlinable public var pulses: UInt64 { 3 << 7 }
  /// In the end there is nothing left to vote for.
  public var mayEnd: Bool { true }

  /// What is said of it. Where there is one slot, nothing stands before another, and the empty batch is of no use.
  public var properties: [ModelProperty] { safety + progress + (size.slots == 1 ? [] : [empty]) }

  /// All are in the first view, and nobody has voted.
  public func appendInitialStates(to buffer: inout SuccessorBuffer) {
    buffer.emit(0, (0..<size.replicas).map { isLiar($0) ? 0 : 1 << 26 } + [0])
  }

  // MARK: Parts of a row

  @inlinable
  @inline(__always)
  func isLiar(_ replica: Int) -> Bool { size.liars >> UInt32(replica) & 1 == 1 }

  @inlinable
  @inline(__always)
  func isForgetful(_ replica: Int) -> Bool { size.forgetful >> UInt32(replica) & 1 == 1 }

  /// How many actions each correct replica has.
  @inlinable var kinds: Int { 3 + 3 * size.slots }

  /// How many of some replicas stand before one.
  @inlinable
  @inline(__always)
  func rank(_ replica: Int, among replicas: UInt32) -> Int {
    (replicas & (1 << UInt32(replica) - 1)).nonzeroBitCount
  }

  @inlinable
  @inline(__always)
  func primary(_ view: Int) -> Int { view % size.replicas }

  @inlinable
  @inline(__always)
  func view(_ word: UInt32) -> Int { Int(word >> 24 & 3) }

  @inlinable
  @inline(__always)
  func isActive(_ word: UInt32) -> Bool { word >> 26 & 1 == 1 }

  /// Where the votes of a view and a slot begin, the slots from 0.
  @inlinable
  @inline(__always)
  func place(_ view: Int, _ slot: Int) -> UInt32 { UInt32(3 * (slot * size.views + view)) }

  /// With what a correct primary has started a view; 16 if none has.
  @inlinable
  @inline(__always)
  func plan(_ row: Span<UInt32>, _ view: Int) -> UInt32 {
    let word = row[size.replicas]
    return word >> UInt32(view) & 1 == 0 ? 16 : word >> UInt32(4 + 4 * view) & 15
  }

  /// The votes, or commits if they begin at bit 12, that so many correct replicas share.
  @inlinable
  func shared(_ row: Span<UInt32>, from bit: UInt32, by count: Int) -> UInt32 {
    if count <= 0 { return 0xFFF }
    if count > 5 { return 0 }
    // How many have a vote, as a number whose bits stand in three words.
    var (ones, twos, fours): (UInt32, UInt32, UInt32) = (0, 0, 0)
    for replica in 0..<size.replicas {
      let votes = row[replica] >> bit & 0xFFF
      let carry = ones & votes
      ones ^= votes
      fours |= twos & carry
      twos ^= carry
    }
    switch count {
    case 1: return ones | twos | fours
    case 2: return twos | fours
    case 3: return ones & twos | fours
    case 4: return fours
    default: return fours & ones
    }
  }

  /// Of what there is a prepared certificate, as bits of votes; a liar's signature is in each that can do with it.
  @inlinable
  func prepared(_ row: Span<UInt32>) -> UInt32 {
    var proposed: UInt32 = 0
    for view in 0..<size.views {
      let number = primary(view)
      let mask = self.mask(of: view)
      proposed |= isLiar(number) ? mask : row[number] & mask
    }
    return proposed & shared(row, from: 0, by: size.quorum - size.liars.nonzeroBitCount)
  }

  /// All votes of a view.
  @inlinable
  func mask(of view: Int) -> UInt32 {
    var mask: UInt32 = 0
    for slot in 0..<size.slots { mask |= 7 << place(view, slot) }
    return mask
  }
}
