import Diagnostics
import Testing

@Suite("Suggestions")
struct DidYouMeanTests {
  @Test(
    "Distances of the literature and of each kind of slip",
    arguments: [
      ("kitten", "sitting", 3), ("ca", "ac", 1), ("ca", "abc", 3), ("", "abc", 3), ("a", "a", 0),
      ("equivocates", "equivocate", 1), ("delya", "delay", 1),
    ])
  func distances(left: String, right: String, expected: Int) {
    #expect(DidYouMean.distance(left, right) == expected)
    #expect(DidYouMean.distance(right, left) == expected)
  }

  @Test("Suggests what is near, nothing that is far")
  func nearest() {
    let names = ["clients", "clocks", "cores", "costs", "crashes"]
    #expect(DidYouMean.nearest(to: "client", among: names) == "clients")
    #expect(DidYouMean.nearest(to: "Clocks", among: names) == "clocks")
    #expect(DidYouMean.nearest(to: "carshes", among: names) == "crashes")
    #expect(DidYouMean.nearest(to: "weather", among: names) == nil)
    #expect(DidYouMean.nearest(to: "", among: names) == nil)
    #expect(DidYouMean.nearest(to: "x", among: ["n", "f"]) == nil, "one letter is no likeness")
    #expect(DidYouMean.nearest(to: String(repeating: "a", count: 9_999), among: names) == nil)
  }

  @Test("Of equally near names the first is taken, and the right case before the wrong one")
  func ties() {
    #expect(DidYouMean.nearest(to: "cores", among: ["coreS", "cores"]) == "cores")
    #expect(DidYouMean.nearest(to: "cosed", among: ["cores", "costs", "closed"]) == "closed")
    #expect(DidYouMean.nearest(to: "abcx", among: ["abcd", "abce"]) == "abcd")
  }

  @Test("A long list is cut and says so")
  func longList() {
    let names = (1...45).map { "name\($0)" }
    #expect(DidYouMean.list(names, kind: "names").hasSuffix("name40 and 5 more"))
    #expect(DidYouMean.hint(for: "x", among: [], kind: "mutants") == "there are no mutants here")
  }
}
