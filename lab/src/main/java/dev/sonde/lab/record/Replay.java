package dev.sonde.lab.record;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.sonde.lab.task.Workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on this machine that answers from recorded fixtures, without the lab.
///
/// A request is known by its method, path, parameters in any order, and body. One that was not
/// recorded is answered with 501 and a text that names the nearest fixture, and is remembered.
///
/// - **Threads:** answers side by side; its methods may be called by any thread.
public final class Replay implements AutoCloseable {

    /// Not Implemented: no recorded server answers so.
    private static final int UNEXPECTED = 501;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Map<Asked, Fixture> fixtures;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();
    private final Workers workers = Workers.open("replay");
    private final HttpServer server;

    private Replay(Map<Asked, Fixture> fixtures) throws IOException {
        this.fixtures = fixtures;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(work -> workers.start(work::run));
        server.start();
    }

    /// Serve all fixtures below `folder`, of one backend or of several.
    ///
    /// - **Fails:** [IllegalArgumentException] when there is none, or two answer the same request.
    public static Replay of(Path folder) {
        List<Fixture> all = new FixtureFolder(folder).all();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no fixture in " + folder);
        }
        return of(all);
    }

    /// Serve these fixtures.
    ///
    /// - **Fails:** [IllegalArgumentException] when two answer the same request.
    public static Replay of(List<Fixture> all) {
        Map<Asked, Fixture> fixtures = new HashMap<>();
        for (Fixture fixture : all) {
            Fixture other = fixtures.put(Asked.of(fixture.request()), fixture);
            if (other != null) {
                throw new IllegalArgumentException(
                        other.name() + " and " + fixture.name() + " answer the same request");
            }
        }
        try {
            return new Replay(fixtures);
        } catch (IOException e) {
            throw new UncheckedIOException("no port to listen on", e);
        }
    }

    /// Where it listens, instead of the recorded servers.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// The names of the fixtures that were asked for, in the order of the requests.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /// The requests that nothing was recorded for, in their order.
    ///
    /// - **Empty:** every request was known.
    public List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    /// Stop listening and end what is being answered.
    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name, String.join(", ", values)));
            var request =
                    new Fixture.Request(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            headers,
                            Body.of(exchange.getRequestBody().readAllBytes()));
            Fixture fixture = fixtures.get(Asked.of(request));
            if (fixture == null) {
                unexpected.add(Asked.text(request));
                send(exchange, surprise(request));
            } else {
                asked.add(fixture.name());
                send(exchange, fixture.answer());
            }
        }
    }

    private static void send(HttpExchange exchange, Fixture.Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().bytes();
        boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), silent ? -1 : body.length);
        if (!silent) {
            exchange.getResponseBody().write(body);
        }
    }

    private Fixture.Answer surprise(Fixture.Request request) {
        var text = new StringBuilder("No answer was recorded for ");
        text.append(Asked.text(request)).append('\n');
        nearest(request)
                .ifPresent(
                        fixture ->
                                text.append("The nearest is ")
                                        .append(fixture.name())
                                        .append(": ")
                                        .append(Asked.text(fixture.request()))
                                        .append('\n'));
        var headers = new TreeMap<String, String>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        return new Fixture.Answer(UNEXPECTED, headers, Body.of(text.toString()));
    }

    private Optional<Fixture> nearest(Fixture.Request request) {
        var wanted = Asked.of(request);
        return fixtures.entrySet().stream()
                .max(
                        Comparator.comparingInt(
                                        (Map.Entry<Asked, Fixture> one) ->
                                                wanted.nearness(one.getKey()))
                                .thenComparing(
                                        one -> one.getValue().name(), Comparator.reverseOrder()))
                .map(Map.Entry::getValue);
    }
}
