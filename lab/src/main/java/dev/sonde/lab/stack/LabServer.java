package dev.sonde.lab.stack;

import dev.sonde.lab.process.ServerProcess;

import java.net.URI;

/// A server of the lab that was launched.
public interface LabServer extends AutoCloseable {

    /// Where it answers, without a path: `http://127.0.0.1:PORT`.
    URI uri();

    /// Its process.
    ServerProcess process();

    /// Wait until it answers questions, not only connections.
    ///
    /// - **Fails:** [dev.sonde.lab.process.ServerFailed] with its last lines.
    void awaitReady() throws InterruptedException;

    @Override
    default void close() {
        process().close();
    }
}
