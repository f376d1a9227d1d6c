package dev.sonde.lab.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

import javax.net.ssl.SSLContext;

/// An HTTP client that reaches this machine only: no proxy, and a refusal for any other host.
///
/// **Threads:** every method blocks; an interrupt ends the call.
public final class LoopbackClient implements AutoCloseable {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    /// Against a server that accepts and says nothing; real answers of the lab take milliseconds,
    /// the slowest (a trace of 100,000 spans) some seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client;

    private LoopbackClient(HttpClient.Builder builder) {
        this.client =
                builder.proxy(HttpClient.Builder.NO_PROXY)
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build();
    }

    /// Open a client for plain HTTP.
    public static LoopbackClient open() {
        return new LoopbackClient(HttpClient.newBuilder());
    }

    /// Open a client for HTTPS to servers that `context` trusts.
    public static LoopbackClient open(SSLContext context) {
        return new LoopbackClient(HttpClient.newBuilder().sslContext(context));
    }

    /// Begin a request to a server of this machine.
    ///
    /// - **Fails:** [IllegalArgumentException] when the address is another machine's.
    public static HttpRequest.Builder request(URI uri) {
        if (!LOOPBACK.contains(uri.getHost())) {
            throw new IllegalArgumentException("the lab asks only this machine, not " + uri);
        }
        return HttpRequest.newBuilder(uri).timeout(PATIENCE);
    }

    /// Send a request and read the whole answer, whatever its status.
    public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    /// Send a request and read its answer as it comes. Close the stream to end it.
    public HttpResponse<InputStream> stream(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofInputStream());
    }

    /// Say whether a GET is answered with 200. No answer is a no.
    public boolean answers(URI uri) throws InterruptedException {
        var request = request(uri).timeout(Duration.ofSeconds(2)).GET().build();
        try {
            return send(request).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// End all calls and release the connections.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
