public import Faults

extension ThreePhaseReplica: Forging {}
