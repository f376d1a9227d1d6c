package dev.sonde.task;

/// A clock for measuring how long something takes: it never jumps and has no date.
@FunctionalInterface
public interface Ticker {

    /// The ticker of this machine.
    Ticker SYSTEM = System::nanoTime;

    /// Read it.
    ///
    /// - **Units:** nanoseconds since an arbitrary moment; only differences mean something.
    long nanos();
}
