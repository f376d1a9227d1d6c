package dev.sonde.lab.task;

import java.util.concurrent.CountDownLatch;

/// Lets a program end in order when it is told to (Ctrl-C, SIGTERM): the thread that listens is
/// interrupted wherever it waits, and the JVM stays until that thread has closed this.
public final class Shutdown implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);

    private Shutdown() {}

    /// Listen, on behalf of the calling thread.
    public static Shutdown listen() {
        var shutdown = new Shutdown();
        var listener = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("lab-shutdown")
                                .unstarted(
                                        () -> {
                                            listener.interrupt();
                                            shutdown.awaitClosed();
                                        }));
        return shutdown;
    }

    /// Wait until the program is told to end.
    public void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /// Let the JVM end.
    @Override
    public void close() {
        closed.countDown();
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            // Nothing interrupts a shutdown hook; if something did, ending is what is wanted.
            Thread.currentThread().interrupt();
        }
    }
}
