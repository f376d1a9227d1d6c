package dev.sonde.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Several questions at once, by children that cannot outlive the block that asked them.
///
/// ```java
/// try (var fanout = Fanout.open("overview", deadline)) {
///     var alerts = fanout.fork(() -> alertmanager.firing());
///     var pods = fanout.fork(() -> cluster.pods("shop"));
///     fanout.join();
///     show(alerts.resultOr(late), pods.resultOr(late));
/// }
/// ```
///
/// It has the shape of `StructuredTaskScope`, which is a preview API in Java 25; when that is final
/// it replaces this file.
///
/// - **Threads:** opened, joined and closed by one thread. Each child has a virtual thread of its
///   own.
public final class Fanout implements AutoCloseable {

    private final Threads threads;
    private final Deadline deadline;
    private final Thread owner = Thread.currentThread();
    private final List<Future<?>> children = new ArrayList<>();
    private boolean joined;

    private Fanout(String name, Deadline deadline) {
        this.threads = Threads.named(name);
        this.deadline = deadline;
    }

    /// Open one whose children have until `deadline`; `name` is what a thread dump shows.
    public static Fanout open(String name, Deadline deadline) {
        return new Fanout(name, deadline);
    }

    /// Open one whose children have `budget`, from now.
    public static Fanout open(String name, Duration budget) {
        return open(name, Deadline.in(budget));
    }

    /// Start a child.
    ///
    /// - **Fails:** [IllegalStateException] after [#join], or from another thread.
    public <T> Child<T> fork(Question<T> question) {
        requireOwner();
        if (joined) {
            throw new IllegalStateException("a child cannot be forked after join()");
        }
        Future<T> future = threads.ask(question);
        children.add(future);
        return new Child<>(future);
    }

    /// Wait for every child, until the deadline; then interrupt those that are late.
    ///
    /// An interrupt of the waiting thread ends the wait; [#close] then ends the children.
    ///
    /// - **Fails:** [IllegalStateException] with the cause when a child ended with an exception:
    ///   expected failures are values, so that is a defect, and nobody may overlook it.
    public void join() throws InterruptedException {
        requireOwner();
        joined = true;
        List<Throwable> defects = new ArrayList<>();
        for (Future<?> child : children) {
            try {
                child.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                child.cancel(true);
            } catch (ExecutionException ended) {
                Throwable defect = child.exceptionNow();
                if (!(defect instanceof InterruptedException)) {
                    defects.add(defect);
                }
            }
        }
        if (!defects.isEmpty()) {
            var failure = new IllegalStateException("a child failed", defects.getFirst());
            defects.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /// Interrupt what still runs and wait until all children have ended.
    ///
    /// - **Fails:** [IllegalStateException] when children were forked and never joined: then their
    ///   results were lost.
    @Override
    public void close() {
        requireOwner();
        threads.close();
        if (!joined && !children.isEmpty()) {
            throw new IllegalStateException("join() was not called");
        }
    }

    private void requireOwner() {
        if (!owner.equals(Thread.currentThread())) {
            throw new IllegalStateException("only the thread that opened a Fanout may use it");
        }
    }

    /// One question and, after the join, its answer.
    public static final class Child<T> {

        private final Future<T> future;

        private Child(Future<T> future) {
            this.future = future;
        }

        /// What the child returned, or `late` when it ran out of time.
        ///
        /// - **Fails:** [IllegalStateException] before the join.
        public T resultOr(T late) {
            return switch (future.state()) {
                case SUCCESS -> future.resultNow();
                // Interrupted by the deadline; or by itself, which comes to the same.
                case CANCELLED, FAILED -> late;
                case RUNNING -> throw new IllegalStateException("join() was not called");
            };
        }
    }
}
