package dev.sonde.lab.stack;

import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;

import java.net.URI;
import java.time.Duration;

/// A server of the lab that was launched: it may not answer yet.
public abstract sealed class LabServer implements AutoCloseable
        permits Alertmanager, Loki, Prometheus, Tempo {

    /// Against a machine that is busy with much else; alone, each is ready in two seconds.
    private static final Duration START = Duration.ofSeconds(90);

    private final Site site;
    private final ServerProcess process;
    private final URI uri;
    private final String ready;

    /// @param ready the path that answers 200 as soon as the server answers questions
    LabServer(Site site, ServerProcess process, int port, String ready) {
        this.site = site;
        this.process = process;
        this.uri = Site.local(port);
        this.ready = ready;
    }

    /// Where it answers, without a path: `http://127.0.0.1:PORT`.
    public URI uri() {
        return uri;
    }

    /// Its process.
    public ServerProcess process() {
        return process;
    }

    /// Wait until it answers questions, not only connections.
    ///
    /// - **Fails:** [dev.sonde.lab.process.ServerFailed] with its last lines.
    public void awaitReady() throws InterruptedException {
        process.awaitReady(site.client(), uri.resolve(ready), START);
    }

    @Override
    public void close() {
        process.close();
    }
}
