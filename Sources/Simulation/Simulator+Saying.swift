import Determinism
import Faults
import Machine

// What liars say by steps of a schedule.
extension Simulator {
  /// Lets a liar say a message, which arrives at once.
  ///
  /// It is signed anew with the liar's own key, whatever signature the bytes have: nobody speaks for others.
  ///
  /// - Parameters:
  ///   - action: The step.
  ///   - label: The type of the message.
  ///   - liar: Who says it.
  ///   - receiver: To whom; of a doubled node the copy that talks with the liar hears it.
  ///   - bytes: The canonical bytes.
  /// - Returns: Why it cannot.
  mutating func say(
    _ action: Schedule.Action, _ label: UInt8, by liar: NodeID, to receiver: NodeID,
    _ bytes: [UInt8]
  ) -> ScheduleError.Reason? {
    let members = cluster.members.count
    guard Int(liar.index) < members, Int(receiver.index) < members else { return .unknownNode }
    guard plan.faults.byzantine.contains(liar), let message = spoken(bytes, by: liar),
      message.label == label, let behaviour = plan.behaviours.lastIndex(of: Schedule.saying)
    else { return .unsayable }
    let number = accept(message)
    let lies = BehaviourSet(behaviour)
    tally.count(lies)
    // Just inserted.
    unsafe slab.base[Int(number)].lie = tally.mark(lies)
    unsafe slab.base[Int(number)].references += 1
    countDeparture(of: number)
    let copy = plan.faults.twins.firstIndex { $0.node == receiver && $0.side.contains(liar) }
    insertions += 1
    journal?.add(said: action, by: insertions)
    let entry = EventQueue.Entry(
      time: now, order: EventClass.delivery.order(insertions), slot: number,
      to: copy.map { UInt16(members + $0) } ?? receiver.index, from: liar.index)
    take(entry, at: now)
    return nil
  }

  /// A message as a liar says it; nil if the bytes are none, or it could not construct it.
  private mutating func spoken(_ bytes: [UInt8], by liar: NodeID) -> N.S.Message? {
    guard let speech = plan.speech, let message = try? N.S.Message(canonicalBytes: bytes) else {
      return nil
    }
    let seat = Int(liar.index)
    // A member is a seat.
    context.begin(
      as: liar, at: hasClocks ? clock(of: seat) : Ticks(now), key: cluster.members[seat].key,
      nextTicket: unsafe seats[seat].nextTicket)
    let spoken = speech(liar, message, &context)
    context.forgetEffects()
    return spoken
  }
}
