package dev.sonde.task;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The virtual threads of one owner, one for each piece of work.
///
/// It also knows which pieces of work run in the whole program: tests ask for them when they end,
/// for nobody may leave one behind.
final class Threads implements AutoCloseable {

    private static final Map<Thread, Boolean> ALIVE = new ConcurrentHashMap<>();

    private final ExecutorService executor;

    private Threads(ExecutorService executor) {
        this.executor = executor;
    }

    /// Threads that are named `<name>-0`, `<name>-1`, and so on.
    static Threads named(String name) {
        return new Threads(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(name + "-", 0).factory()));
    }

    /// Start a question on a new thread.
    ///
    /// - **Fails:** [java.util.concurrent.RejectedExecutionException] after [#close].
    <T> Future<T> ask(Question<T> question) {
        return executor.submit(
                () -> {
                    ALIVE.put(Thread.currentThread(), true);
                    try {
                        return question.ask();
                    } finally {
                        ALIVE.remove(Thread.currentThread());
                    }
                });
    }

    /// Start work on a new thread. What it throws goes to the handler for uncaught exceptions.
    ///
    /// - **Fails:** [java.util.concurrent.RejectedExecutionException] after [#close].
    void run(Runnable work) {
        executor.execute(
                () -> {
                    ALIVE.put(Thread.currentThread(), true);
                    try {
                        work.run();
                    } finally {
                        ALIVE.remove(Thread.currentThread());
                    }
                });
    }

    /// Interrupt all and wait until all have ended.
    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }

    /// The names of the threads whose work runs now.
    static Set<String> alive() {
        Set<String> names = new TreeSet<>();
        ALIVE.keySet().forEach(thread -> names.add(thread.getName()));
        return names;
    }
}
