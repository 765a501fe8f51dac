/// Makes a list that shows something as short as it can be by leaving out parts.
///
/// - Source: Zeller and Hildebrandt, *Simplifying and Isolating Failure-Inducing Input* (IEEE TSE 2002):
///   `ddmin`, here by complements alone, with chunks of half the length in each round.
enum DeltaDebugging {
  /// Leaves out chunks, and in the end single items, until none can be spared or the tries are used up.
  ///
  /// - Parameters:
  ///   - items: A list that shows it.
  ///   - mayGoOn: Whether another try is allowed.
  ///   - attempt: Tries a shorter list. It gives the list back, or an even shorter one, if that shows it still.
  static func minimise<Item>(
    _ items: [Item], mayGoOn: () -> Bool, _ attempt: ([Item]) -> [Item]?
  ) -> [Item] {
    var items = items
    var size = max(1, items.count / 2)
    while !items.isEmpty, mayGoOn() {
      let hasChanged = sweep(&items, size, mayGoOn, attempt)
      if size > 1 {
        size = min(size / 2, max(1, items.count / 2))
      } else if !hasChanged {
        break
      }
    }
    return items
  }

  /// Tries to leave out each chunk of a size, the last first: what comes later depends on what came before.
  private static func sweep<Item>(
    _ items: inout [Item], _ size: Int, _ mayGoOn: () -> Bool, _ attempt: ([Item]) -> [Item]?
  ) -> Bool {
    var end = items.count
    var hasChanged = false
    while end > 0, mayGoOn() {
      let start = max(0, end - size)
      let rest = Array(items[..<start] + items[end...])
      if let shorter = attempt(rest) {
        items = shorter
        hasChanged = true
      }
      end = min(start, items.count)
    }
    return hasChanged
  }
}
