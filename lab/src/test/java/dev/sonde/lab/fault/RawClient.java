package dev.sonde.lab.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client without manners: it sends what it is told and tells every byte and how it ended.
final class RawClient implements AutoCloseable {

    /// Against a proxy that does not do what the test expects; never waited for otherwise.
    private static final int PATIENCE_MILLIS = 20_000;

    /// How long nothing must come until that counts as silence.
    private static final int SILENCE_MILLIS = 500;

    private final Socket socket;

    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static RawClient connect(URI server) throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var socket = new Socket(loopback, server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawClient(socket);
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n");
    }

    RawClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Read exactly so many bytes.
    String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /// Read to the end of a text that is known to come.
    String readTo(String last) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(last) < 0) {
            int next = in.read();
            if (next == -1) {
                return text + "[closed]";
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /// Read until the connection ends or falls silent, and say which.
    String readAll() throws IOException {
        var bytes = new ByteArrayOutputStream();
        String ending = "[closed]";
        try {
            for (int next = in.read(); next != -1; next = in.read()) {
                bytes.write(next);
                socket.setSoTimeout(SILENCE_MILLIS);
            }
        } catch (SocketTimeoutException e) {
            ending = "[silent]";
        } catch (SocketException e) {
            ending = "[reset]";
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
        return bytes.toString(StandardCharsets.UTF_8) + ending;
    }

    /// Read and forget until the connection ends.
    void readOn() throws IOException {
        long _ = in.transferTo(OutputStream.nullOutputStream());
    }

    /// Say nothing and hear nothing for a while.
    boolean hearsNothing() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        try {
            int _ = in.read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
