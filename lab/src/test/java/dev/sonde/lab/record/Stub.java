package dev.sonde.lab.record;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that answers by path as it is told, and remembers what it was asked.
final class Stub implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Fixture.Answer> answers = new ConcurrentHashMap<>();
    private final List<Fixture.Request> asked = new CopyOnWriteArrayList<>();

    Stub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var headers = new TreeMap<String, String>();
                    exchange.getRequestHeaders()
                            .forEach((name, values) -> headers.put(name, values.getFirst()));
                    asked.add(
                            new Fixture.Request(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().toString(),
                                    headers,
                                    Body.of(exchange.getRequestBody().readAllBytes())));
                    var answer =
                            answers.getOrDefault(
                                    exchange.getRequestURI().getPath(), json(404, "{}"));
                    answer.headers().forEach(exchange.getResponseHeaders()::set);
                    byte[] body = answer.body().bytes();
                    exchange.sendResponseHeaders(
                            answer.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    static Fixture.Answer json(int status, String text) {
        var headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
        return new Fixture.Answer(status, headers, Body.of(text));
    }

    /// One that is a Prometheus as far as its version goes.
    static Stub prometheus(String version) throws IOException {
        var stub = new Stub();
        stub.tell(
                "/api/v1/status/buildinfo",
                json(200, "{\"data\":{\"version\":\"" + version + "\"}}"));
        return stub;
    }

    void tell(String path, Fixture.Answer answer) {
        answers.put(path, answer);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Fixture.Request> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
