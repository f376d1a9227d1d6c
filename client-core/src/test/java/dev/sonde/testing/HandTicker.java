package dev.sonde.testing;

import dev.sonde.task.Ticker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A ticker that a test turns by hand.
public final class HandTicker implements Ticker {

    /// Not zero, and near the end of its range: nobody may compare two readings with `<`.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    @Override
    public long nanos() {
        return nanos.get();
    }

    /// Let this much time pass.
    public void turn(Duration length) {
        nanos.addAndGet(length.toNanos());
    }
}
