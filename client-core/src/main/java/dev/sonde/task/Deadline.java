package dev.sonde.task;

import java.time.Duration;

/// The moment until which somebody is willing to wait.
///
/// A budget is given once, at the top; what is called below gets the same deadline, so that three
/// requests in a row do not wait three times as long.
public final class Deadline {

    /// Far enough for "no limit", near enough not to overflow.
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Ticker ticker;
    private final Duration budget;
    private final long end;

    private Deadline(Ticker ticker, Duration budget) {
        this.ticker = ticker;
        this.budget = budget;
        this.end = ticker.nanos() + (budget.compareTo(LONGEST) > 0 ? LONGEST : budget).toNanos();
    }

    /// Begin to count now.
    public static Deadline in(Duration budget) {
        return in(budget, Ticker.SYSTEM);
    }

    /// Begin to count now, by another ticker.
    public static Deadline in(Duration budget, Ticker ticker) {
        return new Deadline(ticker, budget.isNegative() ? Duration.ZERO : budget);
    }

    /// What was granted when it began: what an error says that was waited for.
    public Duration budget() {
        return budget;
    }

    /// What is left. Zero when it has passed, never less.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - ticker.nanos()));
    }

    /// Whether nothing is left.
    public boolean passed() {
        return end - ticker.nanos() <= 0;
    }

    /// A deadline for a part of the work: after `budget`, but never later than this one.
    public Deadline within(Duration part) {
        Duration left = remaining();
        return in(part.compareTo(left) < 0 ? part : left, ticker);
    }
}
