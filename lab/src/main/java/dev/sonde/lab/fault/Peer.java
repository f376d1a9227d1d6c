package dev.sonde.lab.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// One end of a connection through the proxy: the client or the server, with or without TLS.
///
/// **Threads:** one may read while another writes; any may end it.
final class Peer implements AutoCloseable {

    /// The connection itself. TLS is ended by ending this one, which never waits for the other
    /// side.
    private final Socket raw;

    /// The same, or TLS on it.
    private final Socket spoken;

    private final BufferedInputStream in;

    Peer(Socket raw, Socket spoken) throws IOException {
        this.raw = raw;
        this.spoken = spoken;
        this.in = new BufferedInputStream(spoken.getInputStream());
    }

    InputStream in() {
        return in;
    }

    OutputStream out() throws IOException {
        return spoken.getOutputStream();
    }

    /// Wait until there is something to read (true) or nothing will come any more (false).
    boolean awaitInput() throws IOException {
        in.mark(1);
        if (in.read() == -1) {
            return false;
        }
        in.reset();
        return true;
    }

    /// Read and drop until nothing comes any more.
    void drain() throws IOException {
        long _ = in.transferTo(OutputStream.nullOutputStream());
    }

    /// End this direction: the other side reads to the end and may go on writing.
    void endOutput() throws IOException {
        spoken.shutdownOutput();
    }

    /// The same where the other side may have ended the connection already.
    void endOutputIfOpen() {
        try {
            endOutput();
        } catch (IOException e) {
            // Then it needs no end.
        }
    }

    /// End both directions as a process that is killed does.
    void reset() {
        try {
            raw.setSoLinger(true, 0);
        } catch (IOException alreadyOver) {
            // Then there is nobody to reset.
        }
        close();
    }

    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and nobody waits for what was not yet written.
        }
    }
}
