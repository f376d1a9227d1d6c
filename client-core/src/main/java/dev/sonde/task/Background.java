package dev.sonde.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Work beside the thread that draws.
///
/// There are three kinds of activity: what the UI thread does; a *task*, which somebody waits for
/// and which counts as busy; and a *watch*, which goes on for as long as something is open and does
/// not. A front end shows the number of tasks, and its tests wait until there are none.
///
/// - **Threads:** safe for use by several. Each activity has a virtual thread of its own.
public final class Background implements AutoCloseable {

    private final Threads threads;
    private final Consumer<Throwable> defects;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /// Guarded by `lock`.
    private final List<Runnable> listeners = new ArrayList<>();

    /// Guarded by `lock`.
    private int tasks;

    private Background(String name, Consumer<Throwable> defects) {
        this.threads = Threads.named(name);
        this.defects = defects;
    }

    /// Open one.
    ///
    /// @param name what a thread dump shows
    /// @param defects gets what work throws: expected failures are values, so that is a defect.
    ///   Called on the thread of the work
    public static Background open(String name, Consumer<Throwable> defects) {
        return new Background(name, defects);
    }

    /// Start something that somebody waits for.
    ///
    /// - **Fails:** [java.util.concurrent.RejectedExecutionException] after [#close].
    public Activity task(Work work) {
        return start(work, 1);
    }

    /// Start something that goes on by itself until it is cancelled.
    ///
    /// - **Fails:** [java.util.concurrent.RejectedExecutionException] after [#close].
    public Activity watch(Work work) {
        return start(work, 0);
    }

    /// How many tasks run.
    public int busy() {
        lock.lock();
        try {
            return tasks;
        } finally {
            lock.unlock();
        }
    }

    /// Tell `listener` whenever the number of tasks has changed, on the thread that changed it.
    ///
    /// It asks [#busy] by itself: told the number, it might hear of two changes in the wrong order.
    public void onBusy(Runnable listener) {
        lock.lock();
        try {
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
    }

    /// Wait until no task runs.
    ///
    /// - **Returns:** whether that was so before the deadline.
    public boolean awaitIdle(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = deadline.remaining().toNanos();
            while (tasks > 0) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Interrupt all work and wait until it has ended.
    @Override
    public void close() {
        threads.close();
    }

    private Activity start(Work work, int counts) {
        var running = new Running();
        count(counts);
        try {
            threads.run(
                    () -> {
                        try {
                            running.run(work);
                        } catch (RuntimeException | Error defect) {
                            defects.accept(defect);
                        } finally {
                            count(-counts);
                        }
                    });
        } catch (RejectedExecutionException closed) {
            count(-counts);
            throw closed;
        }
        return running::cancel;
    }

    private void count(int change) {
        if (change == 0) {
            return;
        }
        List<Runnable> told;
        lock.lock();
        try {
            tasks += change;
            told = List.copyOf(listeners);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
    }

    /// One activity: it may be cancelled before its thread has begun, while it runs, or too late.
    private static final class Running {

        private final ReentrantLock lock = new ReentrantLock();

        /// Guarded by `lock`. Empty before the work begins and after it has ended.
        private Optional<Thread> thread = Optional.empty();

        /// Guarded by `lock`.
        private boolean cancelled;

        void run(Work work) {
            if (!begin()) {
                return;
            }
            try {
                work.run();
            } catch (InterruptedException ended) {
                // Cancelling is how it ends; there is nothing to report.
            } finally {
                end();
            }
        }

        void cancel() {
            lock.lock();
            try {
                cancelled = true;
                thread.ifPresent(Thread::interrupt);
            } finally {
                lock.unlock();
            }
        }

        private boolean begin() {
            lock.lock();
            try {
                thread = Optional.of(Thread.currentThread());
                return !cancelled;
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            lock.lock();
            try {
                thread = Optional.empty();
            } finally {
                lock.unlock();
            }
        }
    }

    /// What is done beside.
    @FunctionalInterface
    public interface Work {

        /// Do it, until done or interrupted.
        void run() throws InterruptedException;
    }

    /// Something that was started.
    @FunctionalInterface
    public interface Activity {

        /// Interrupt it, if it still runs. Returns at once.
        void cancel();
    }
}
