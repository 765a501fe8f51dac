import CPlatform

/// Ctrl-C as a flag: loops look at it between two pieces of work, keep what is done and say so.
///
/// The second Ctrl-C ends the process at once.
public enum Interrupt {
  /// From now on the first Ctrl-C only sets the flag.
  public static func catchFirst() { nocturne_catch_interrupt() }

  /// Whether Ctrl-C was pressed.
  public static var isRequested: Bool { nocturne_interrupted() != 0 }
}
