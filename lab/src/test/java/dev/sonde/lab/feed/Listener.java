package dev.sonde.lab.feed;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that remembers what was sent to it and answers always the same.
final class Listener implements AutoCloseable {

    record Heard(String path, Map<String, String> headers, ByteString content) {

        String header(String name) {
            return headers.getOrDefault(name, "(none)");
        }

        String text() {
            return content.toStringUtf8();
        }

        byte[] body() {
            return content.toByteArray();
        }
    }

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private Listener(int status, byte[] answer, String type) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                    exchange.getRequestHeaders()
                            .forEach((name, values) -> headers.put(name, values.getFirst()));
                    heard.add(
                            new Heard(
                                    exchange.getRequestURI().toString(),
                                    headers,
                                    ByteString.readFrom(exchange.getRequestBody())));
                    exchange.getResponseHeaders().set("Content-Type", type);
                    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
    }

    static Listener open() throws IOException {
        return new Listener(204, new byte[0], "text/plain");
    }

    static Listener answeringProtobuf(int status, byte[] answer) throws IOException {
        return new Listener(status, answer, "application/x-protobuf");
    }

    static Listener answering(int status, byte[] answer) throws IOException {
        return new Listener(status, answer, "text/plain");
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Heard> heard() {
        return heard;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
