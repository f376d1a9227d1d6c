package dev.sonde.lab.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Virtual threads with one owner: whoever opened them closes them, and then none is left.
public final class Workers implements AutoCloseable {

    private final ExecutorService threads;

    private Workers(String name) {
        this.threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("lab-" + name + "-", 0).factory());
    }

    /// Open a group of threads; `name` is what a thread dump shows.
    public static Workers open(String name) {
        return new Workers(name);
    }

    /// Run `work` beside the caller. What it throws goes to the handler for uncaught exceptions,
    /// except [InterruptedException], which is how [#close] ends it.
    public void start(Work work) {
        threads.execute(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /// Do all of `work` side by side, at most `atOnce` at a time, and return the results in order.
    ///
    /// - **Fails:** with the first failure as cause, after all have ended.
    public static <T> List<T> all(String name, int atOnce, List<? extends Callable<T>> work)
            throws InterruptedException {
        var permits = new Semaphore(atOnce);
        try (var workers = new Workers(name)) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> one : work) {
                futures.add(
                        workers.threads.submit(
                                () -> {
                                    permits.acquire();
                                    try {
                                        return one.call();
                                    } finally {
                                        permits.release();
                                    }
                                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            name + " failed: " + e.getCause(), e.getCause());
                }
            }
            return results;
        }
    }

    /// Interrupt every thread and wait until all have ended.
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    /// What a thread does.
    @FunctionalInterface
    public interface Work {

        /// Do it, until done or interrupted.
        void run() throws InterruptedException;
    }
}
