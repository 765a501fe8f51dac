import Reporting
import TemporalLogic

extension WordExplanation {
  /// For a program: the parts in reading order, and the faults from the whole formula to what is to blame.
  func write(_ json: inout JSONWriter) {
    json.member("verdict", holds)
    json.member("positions", positions)
    json.member("loop", loop)
    json.array("parts") { json in
      for row in rows {
        json.object { json in
          json.member("formula", row.text)
          json.member("values", row.values.map { $0 ? "1" : "0" }.joined())
          json.member("depth", row.depth)
        }
      }
    }
    if rowsLeftOut > 0 { json.member("partsLeftOut", rowsLeftOut) }
    failure?.write(&json)
  }
}

extension WordExplanation.Failure {
  func write(_ json: inout JSONWriter) {
    json.object("failure") { json in
      json.member("text", sentence)
      json.array("faults") { json in
        for fault in faults {
          json.object { json in
            json.member("formula", fault.text)
            json.member("position", fault.position)
            json.member("holds", !fault.isWanted)
          }
        }
      }
    }
  }
}
