import Cryptography
import Determinism
public import Faults
public import Machine

extension ThreePhaseReplica: Forging {
  /// So many messages at most are constructed.
  private static let mostConstructed: UInt64 = 256

  /// Votes for every payload in every slot, and proposals if it leads.
  public func constructions(_ context: inout Context<ThreePhase>) -> [ThreePhaseMessage] {
    let phases = ThreePhaseMessage.Phase.allCases.filter { $0 != .prePrepare || id == NodeID(0) }
    let count = lastSlot.multipliedReportingOverflow(by: UInt64(payloads) * UInt64(phases.count))
    guard !count.overflow, count.partialValue <= Self.mostConstructed else { return [] }
    var messages: [ThreePhaseMessage] = []
    for slot in 0..<lastSlot {
      for number in 0..<Int(payloads) {
        for phase in phases {
          messages.append(constructed(phase, slot, payload: number, &context))
        }
      }
    }
    return messages
  }

  private func constructed(
    _ phase: ThreePhaseMessage.Phase, _ slot: UInt64, payload number: Int,
    _ context: inout Context<ThreePhase>
  ) -> ThreePhaseMessage {
    let proposed = payloads > 1 ? Self.payload(number, count: payload.count) : payload
    var message = ThreePhaseMessage(
      phase: phase, slot: slot, digest: Fingerprint.hash64(proposed),
      payload: phase == .prePrepare ? proposed : payload)
    message.signature = signature(of: message, &context)
    return message
  }

  /// Any message: nobody else has to sign anything in it.
  public func spoken(
    _ message: ThreePhaseMessage, _ context: inout Context<ThreePhase>
  ) -> ThreePhaseMessage? {
    var message = message
    message.signature = signature(of: message, &context)
    return message
  }

  private func signature(
    of message: ThreePhaseMessage, _ context: inout Context<ThreePhase>
  ) -> Signature {
    isSigned ? context.sign(ThreePhaseMessage.Body(message), Self.tag) : .zero
  }
}
