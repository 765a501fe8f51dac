/// Why a text is not the value it should be.
struct Malformed: Error {
  var code: ScenarioFinding
  var message: String
  var hint: String?

  init(_ code: ScenarioFinding, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}
