import Determinism

// Moves of one member in a row, of which others can notice the last one only.
//
// A silent move changes the member alone, so that whatever others do next they can do before it as well: it can be put
// off until the member's next move that is not silent, and if there is none it can be left out (Lipton: silent moves are
// right movers). A run of silent moves and one noticeable move is one step then. Most runs need not be taken either: where
// a silent move is not needed for what comes at the end of the run, it can be put off further, until after the run.
extension ClusterCore {
  /// A member as it is after silent moves.
  private struct Place {
    let seat: UInt32
    let inbox: UInt32
    /// The place before it, and the move that leads from there; none for where runs begin.
    let before: Int
    let move: UInt32
    let length: UInt32
    var key: UInt64 { UInt64(seat) << 32 | UInt64(inbox) }
  }

  /// A run: the place that it is taken to by silent moves, and the noticeable move from there.
  private struct Candidate {
    let place: Int
    let number: UInt32
    let length: UInt32
  }

  func runs(seat: UInt32, inbox: UInt32) -> Part {
    locked {
      let key = UInt64(seat) << 32 | UInt64(inbox)
      if let known = runsOf[key] { return known }
      let (places, left) = silentPlaces(seat: seat, inbox: inbox, within: .max)
      var groups: [[Candidate]] = []
      // Where there are too many, the run ends with a silent move, and goes on from there.
      let ended = places[left...].map {
        Candidate(place: $0.before, number: $0.move, length: $0.length)
      }
      if !ended.isEmpty { groups.append(ended) }
      for (index, place) in places[..<left].enumerated() {
        for number in singleMoves(seat: place.seat, inbox: place.inbox).range
        where !moves[number].isSilent {
          let run = Candidate(place: index, number: UInt32(number), length: place.length + 1)
          let group = groups.firstIndex { areNoticedAlike(moves[Int($0[0].number)], moves[number]) }
          if let group { groups[group].append(run) } else { groups.append([run]) }
        }
      }
      let kept = groups.flatMap(needed)
      let part = Part(first: UInt32(moves.count), count: UInt32(kept.count))
      for run in kept { moves.append(joined(run, places)) }
      runsOf.insert(key, part)
      return part
    }
  }

  func parts(of run: Move) -> [UInt32] {
    locked { Array(runParts[Int(run.firstPart)..<Int(run.firstPart + run.length)]) }
  }

  /// So many places at most are looked at before a run has to end: one of many messages has very many.
  private static var mostPlaces: Int { 4_096 }

  /// All that a member can become by silent moves, by the least number of them; those from `left` on were not left, since
  /// there are too many.
  private func silentPlaces(
    seat: UInt32, inbox: UInt32, within length: UInt32
  ) -> (places: [Place], left: Int) {
    var places = [Place(seat: seat, inbox: inbox, before: -1, move: 0, length: 0)]
    var known = LookupTable<UInt64, Bool>()
    known.insert(places[0].key, true)
    var next = 0
    while next < places.count, places.count < Self.mostPlaces {
      let place = places[next]
      if place.length < length {
        for number in singleMoves(seat: place.seat, inbox: place.inbox).range
        where moves[number].isSilent {
          let after = Place(
            seat: moves[number].seat, inbox: moves[number].inbox, before: next,
            move: UInt32(number), length: place.length + 1)
          if known.insert(after.key, true) == nil { places.append(after) }
        }
      }
      next += 1
    }
    return (places, next)
  }

  /// Whether others cannot tell two moves apart.
  private func areNoticedAlike(_ move: Move, _ other: Move) -> Bool {
    if move.cost != other.cost || move.told != other.told || move.sendCount != other.sendCount
      || seatLetters[Int(move.seat)] != seatLetters[Int(other.seat)]
    {
      return false
    }
    return (0..<Int(move.sendCount)).allSatisfy {
      let (sent, otherSent) = (
        sendings[Int(move.firstSend) + $0], sendings[Int(other.firstSend) + $0]
      )
      return sent.place == otherSent.place && sent.input == otherSent.input
    }
  }

  /// Those of some runs, noticed alike, to which no other leads by silent moves after it without being longer.
  private func needed(_ runs: [Candidate]) -> [Candidate] {
    if runs.count == 1 { return runs }
    var (kept, known) = ([Candidate](), LookupTable<UInt64, UInt32>())
    let longest = runs[runs.count - 1].length
    // They stand in the order of their lengths.
    for run in runs {
      let move = moves[Int(run.number)]
      let key = UInt64(move.seat) << 32 | UInt64(move.inbox)
      if let length = known[key], length <= run.length { continue }
      kept.append(run)
      let places = silentPlaces(
        seat: move.seat, inbox: move.inbox, within: longest - run.length)
      for place in places.places {
        let length = run.length + place.length
        if known[place.key].map({ $0 > length }) ?? true { known.insert(place.key, length) }
      }
    }
    return kept
  }

  /// A run as one move.
  private func joined(_ run: Candidate, _ places: [Place]) -> Move {
    var move = moves[Int(run.number)]
    (move.firstPart, move.length) = (UInt32(runParts.count), run.length)
    var (parts, place) = ([run.number], run.place)
    while places[place].before >= 0 {
      parts.append(places[place].move)
      place = places[place].before
    }
    runParts += parts.reversed()
    return move
  }
}
