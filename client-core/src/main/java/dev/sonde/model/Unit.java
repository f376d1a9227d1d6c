package dev.sonde.model;

/// What a number counts. Adapters convert at the border: milliseconds arrive here as [#SECONDS],
/// percent as [#RATIO], KiB as [#BYTES].
public enum Unit {
    /// Nobody said, as for the result of most queries.
    UNKNOWN,

    /// Things: requests, pods, lines, restarts.
    COUNT,

    /// A share of a whole, 1 being all of it.
    RATIO,

    /// A length of time.
    SECONDS,

    /// An amount of memory, disk or traffic.
    BYTES,

    /// CPU time used per time passed: 1 is one core, fully busy.
    CORES,

    /// How often per second: requests, restarts, lines.
    COUNT_PER_SECOND,

    /// Throughput.
    BYTES_PER_SECOND
}
