package dev.sonde.lab.feed;

import java.time.Instant;

/// Times as OTLP and Loki write them: nanoseconds since 1970.
final class Nanos {

    private static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    /// - **Fails:** [ArithmeticException] before 1678 and after 2262.
    static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
    }
}
