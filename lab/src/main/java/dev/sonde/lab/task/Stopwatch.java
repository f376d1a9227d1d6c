package dev.sonde.lab.task;

import java.time.Duration;

/// How long something took, by a clock that never jumps.
public final class Stopwatch {

    private final long start = System.nanoTime();

    private Stopwatch() {}

    /// Start now.
    public static Stopwatch start() {
        return new Stopwatch();
    }

    /// The time since the start.
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
