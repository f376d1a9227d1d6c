package dev.sonde.lab.record;

import dev.sonde.lab.http.LoopbackClient;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// Asks a real server, and keeps what was asked and answered, with the server's version.
///
/// What is kept are named headers only: never `Authorization`, `Cookie` or `Set-Cookie`. A request
/// with a secret among its parameters is not recorded.
///
/// - **Threads:** safe for use by several; blocks.
public final class Recorder implements AutoCloseable {

    private final Backend backend;
    private final URI server;
    private final LoopbackClient client;
    private final Fixture.Server named;

    /// Record the server at `server`, asking it first for its version.
    ///
    /// - **Fails:** [IllegalStateException] when it does not say its version;
    ///   [IllegalArgumentException] when it is another machine's.
    public Recorder(Backend backend, URI server) throws IOException, InterruptedException {
        this(backend, server, LoopbackClient.open(), Map.of());
    }

    /// Record with another client, for a server with TLS, and with headers that the question for
    /// the version needs. The client is closed with the recorder, and when this fails.
    ///
    /// - **Fails:** as [#Recorder(Backend, URI)].
    public Recorder(Backend backend, URI server, LoopbackClient client, Map<String, String> headers)
            throws IOException, InterruptedException {
        this.backend = backend;
        this.server = server;
        this.client = client;
        String version = "";
        try {
            version = backend.versionIn(send(backend.versionRequest(), headers));
        } finally {
            if (version.isEmpty()) {
                client.close();
            }
        }
        if (version.isEmpty()) {
            throw new IllegalStateException(
                    server + " does not say which version of " + backend.folder() + " it is");
        }
        this.named = new Fixture.Server(backend.folder(), version);
    }

    /// The server and its version.
    public Fixture.Server server() {
        return named;
    }

    /// Ask, and make a fixture called `<backend>/<caseName>` of it. Every header of `request` is
    /// sent; few are kept.
    ///
    /// - **Fails:** [IllegalArgumentException] when a parameter may be a secret; nothing is sent
    ///   then.
    public Fixture ask(String caseName, Fixture.Request request)
            throws IOException, InterruptedException {
        KeptHeaders.checkNoSecretIn(request);
        var answer = send(request, Map.of());
        return new Fixture(
                backend.folder() + "/" + caseName,
                named,
                new Fixture.Request(
                        request.method(),
                        request.target(),
                        KeptHeaders.ofRequest(request.headers()),
                        request.body()),
                new Fixture.Answer(
                        answer.status(), KeptHeaders.ofAnswer(answer.headers()), answer.body()));
    }

    @Override
    public void close() {
        client.close();
    }

    private Fixture.Answer send(Fixture.Request request, Map<String, String> headers)
            throws IOException, InterruptedException {
        var complete = request;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            complete = complete.with(header.getKey(), header.getValue());
        }
        return Exchange.send(client, server, complete);
    }
}
