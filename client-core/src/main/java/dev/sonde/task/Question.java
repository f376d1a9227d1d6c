package dev.sonde.task;

/// Something to be found out, that blocks until it is.
///
/// Expected failures are part of the result; so the only thing that may be thrown, apart from
/// defects, is that the asking thread was interrupted.
@FunctionalInterface
public interface Question<T> {

    /// Find it out.
    T ask() throws InterruptedException;
}
