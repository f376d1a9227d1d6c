package dev.sonde.model;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time that holds its beginning and not its end, `[from, to)`; never empty.
///
/// Windows that touch share no instant, so pages of an answer neither overlap nor leave a hole.
///
/// @param from the first instant in it
/// @param to the first instant after it
public record TimeWindow(Instant from, Instant to) {

    /// How far one can zoom in: what a [Series] can tell apart.
    static final Duration SHORTEST = Duration.ofMillis(1);

    /// How far one can zoom out: more than any server keeps. Lengths up to it fit into a `long` of
    /// nanoseconds, which end after 292 years.
    static final Duration LONGEST = Duration.ofDays(36_500);

    /// Span a window.
    ///
    /// - **Fails:** [IllegalArgumentException] when `to` is not after `from`.
    public TimeWindow {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("no time between " + from + " and " + to);
        }
    }

    /// The window that ends now.
    ///
    /// - **Fails:** [IllegalArgumentException] when `length` is not positive.
    public static TimeWindow last(Duration length, Instant now) {
        return new TimeWindow(now.minus(length), now);
    }

    /// How much time it holds; always positive.
    public Duration length() {
        return Duration.between(from, to);
    }

    /// Whether the instant is in it.
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /// Move both ends, into the past when `by` is negative.
    public TimeWindow moved(Duration by) {
        return new TimeWindow(from.plus(by), to.plus(by));
    }

    /// Move it back, unchanged in length, so that it ends at `latest` or before.
    public TimeWindow endingBy(Instant latest) {
        return to.isAfter(latest) ? moved(Duration.between(to, latest)) : this;
    }

    /// Make it `factor` times as long, with `around` where it was; below 1 zooms in. An instant
    /// outside counts as the end that is nearer to it.
    ///
    /// - **Units:** whole nanoseconds, rounded down. The length stays between a millisecond and a
    ///   hundred years, so no number of steps makes it empty or leads out of the calendar.
    /// - **Fails:** [IllegalArgumentException] when `factor` is not a positive number.
    public TimeWindow zoomed(Instant around, double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("zoomed by " + factor);
        }
        Instant fixed = around.isBefore(from) ? from : around.isAfter(to) ? to : around;
        double before = nanos(length());
        double after =
                Math.clamp(before * factor, (double) nanos(SHORTEST), (double) nanos(LONGEST));
        double ahead = nanos(Duration.between(from, fixed)) * (after / before);
        Instant start = fixed.minusNanos((long) ahead);
        return new TimeWindow(start, start.plusNanos((long) after));
    }

    private static long nanos(Duration length) {
        return length.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : length.toNanos();
    }
}
