import CPlatform

/// The two clocks that reports about our own speed use. Nothing that decides reads them.
public enum ProcessClock {
  /// CPU time of the whole process so far, in microseconds.
  public static var cpuMicroseconds: UInt64 { nocturne_cpu_time_us() }

  /// Microseconds since some moment; only ever grows.
  public static var elapsedMicroseconds: UInt64 { nocturne_monotonic_us() }
}
