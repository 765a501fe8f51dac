import CPlatform

/// The clocks that reports about our own speed use, and the most memory. Nothing that decides reads them.
public enum ProcessClock {
  /// CPU time of the whole process so far, in microseconds.
  public static var cpuMicroseconds: UInt64 { nocturne_cpu_time_us() }

  /// CPU time of all child processes that have ended and were waited for, in microseconds.
  public static var childrenMicroseconds: UInt64 { nocturne_children_cpu_time_us() }

  /// The most memory that the process ever held, in bytes.
  public static var peakBytes: UInt64 { nocturne_peak_bytes() }

  /// Microseconds since some moment; only ever grows.
  public static var elapsedMicroseconds: UInt64 { nocturne_monotonic_us() }
}
