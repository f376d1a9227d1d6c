package dev.sonde.lab.fault;

import dev.sonde.lab.task.Workers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A server that reads the head of a request and then does what a test says, down to the bytes.
final class ScriptedServer implements AutoCloseable {

    /// What happens after a head was read. The connection is closed when it returns.
    @FunctionalInterface
    interface Script {
        void play(Socket client) throws IOException;
    }

    private final ServerSocket listener;
    private final Workers workers = Workers.open("scripted-server");

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    static ScriptedServer open(Script script) throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var server = new ScriptedServer(new ServerSocket(0, 50, loopback));
        server.workers.start(() -> server.listen(script));
        return server;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    private void listen(Script script) {
        try {
            while (true) {
                Socket client = listener.accept();
                workers.start(() -> serve(client, script));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void serve(Socket client, Script script) {
        try (client) {
            readHead(client.getInputStream());
            script.play(client);
        } catch (IOException e) {
            // The test sees at the client what became of it.
        }
    }

    private static void readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next == -1) {
                throw new IOException("no head: " + head);
            }
            head.append((char) next);
        }
    }

    static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        workers.close();
    }
}
