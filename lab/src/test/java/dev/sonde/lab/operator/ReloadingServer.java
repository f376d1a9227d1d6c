package dev.sonde.lab.operator;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that reads its file when it is told to reload, and refuses one that says `refuse`.
final class ReloadingServer implements AutoCloseable {

    private final HttpServer server;
    private final Path file;
    private final List<String> read = new CopyOnWriteArrayList<>();

    ReloadingServer(Path file) {
        try {
            this.file = file;
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/-/reload",
                exchange -> {
                    String text = text(file);
                    read.add(exchange.getRequestMethod() + " " + text);
                    byte[] body = "failed to reload\n".getBytes(StandardCharsets.UTF_8);
                    boolean refuses = text.contains("refuse");
                    exchange.sendResponseHeaders(refuses ? 500 : 200, refuses ? body.length : -1);
                    if (refuses) {
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Path file() {
        return file;
    }

    /// What it found in its file at each reload, after the method of the request.
    List<String> reloads() {
        return List.copyOf(read);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "no file";
        }
    }
}
