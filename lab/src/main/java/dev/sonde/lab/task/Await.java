package dev.sonde.lab.task;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for a condition by asking again and again, never longer than a budget.
///
/// Tests and the launcher of the lab wait for what they can see (a port answers, a pod is Running),
/// so they are as fast as the servers are, and say what did not happen when it does not happen.
public final class Await {

    /// How long to pause between two looks. Short against any start-up, long against a local call.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /// Look until `condition` holds.
    ///
    /// - **Fails:** [TimeoutError] naming `what` when the budget is used up; whatever `condition`
    ///   throws, at once.
    /// - **Threads:** blocks; an interrupt ends the wait.
    public static void until(String what, Duration budget, Condition condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + budget.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutError(what + ": not seen within " + budget.toSeconds() + " s");
            }
            pause(PAUSE);
        }
    }

    /// Let time pass where there is nothing to look at, such as the delays of a faulty server.
    public static void pause(Duration length) throws InterruptedException {
        long deadline = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /// Something that can be looked at; must not block for long.
    @FunctionalInterface
    public interface Condition {

        /// Say whether it holds now.
        boolean holds() throws InterruptedException;
    }

    /// What was waited for did not happen in time. An error: the test that waited has failed.
    public static final class TimeoutError extends AssertionError {

        private static final long serialVersionUID = 1;

        private TimeoutError(String message) {
            super(message);
        }
    }
}
