package dev.sonde.lab.fault;

import dev.sonde.lab.fault.Fault.Answer;
import dev.sonde.lab.fault.Fault.EndlessBody;
import dev.sonde.lab.fault.Fault.Silence;
import dev.sonde.lab.fault.Fault.UnknownAuthority;
import dev.sonde.lab.fault.Fault.WrongContentLength;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One connection of a client, from its first request to its end.
///
/// **Threads:** its own thread reads what the client sends. While the server answers a request, a
/// second one passes the answer on, so that the first sees the client go, hears what it says after
/// an upgrade, and never waits for a server that answers before it has read all.
final class Connection {

    private static final int SWITCHING_PROTOCOLS = 101;

    /// How the passing on of an answer went.
    private enum Outcome {
        /// The connection is no longer HTTP: whatever the client sends goes to the server. The same
        /// again says that the server has ended its direction; [#OVER] that nothing passes any
        /// more.
        SWITCHED,
        /// The client can ask the next thing.
        REUSABLE,
        /// Nothing more is said to the client. What it still says is read and dropped.
        OVER
    }

    private final FaultProxy proxy;
    private final Socket socket;

    /// Set when the whole request was read, and only an answer or the end can come.
    private volatile boolean asked;

    Connection(FaultProxy proxy, Socket socket) {
        this.proxy = proxy;
        this.socket = socket;
    }

    /// Serve the client until either side ends the connection.
    void serve(Optional<SSLContext> tls) throws InterruptedException {
        try (socket) {
            socket.setTcpNoDelay(true);
            boolean secure = tls.isPresent();
            var client = new Peer(socket, secure ? secured(tls.get()) : socket);
            boolean more = true;
            while (more) {
                var request = Head.read(client.in());
                more = request.isPresent() && answer(client, request.get(), secure);
            }
        } catch (IOException e) {
            // What went wrong is what the client sees, too; there is nobody else to tell.
        }
    }

    private Socket secured(SSLContext tls) throws IOException {
        // No bytes were read ahead: the null says so.
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
        secured.startHandshake();
        return secured;
    }

    /// Answer one request, and say whether another can follow.
    private boolean answer(Peer client, Head request, boolean secure)
            throws IOException, InterruptedException {
        Fault fault = proxy.faultFor(request);
        return switch (fault) {
            case Answer own -> answerInPlace(client, request, own);
            case EndlessBody endless -> answerForEver(client, request, endless);
            case Silence _ -> {
                new CountDownLatch(1).await();
                yield false;
            }
            case UnknownAuthority _ -> secure && exchange(client, request, fault);
            case Fault.PassThrough _, Fault.AtPoint _, Fault.Trickle _, WrongContentLength _ ->
                    exchange(client, request, fault);
        };
    }

    private static boolean answerInPlace(Peer client, Head request, Answer answer)
            throws IOException, InterruptedException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        lines.add("HTTP/1.1 " + answer.status() + " " + reason(answer.status()));
        lines.add("Content-Type: " + answer.contentType());
        lines.add("Content-Length: " + body.length);
        new TreeMap<>(answer.headers()).forEach((name, value) -> lines.add(name + ": " + value));
        // Who waits for leave to send a body may keep it after this answer: then nothing says where
        // the next request would begin.
        boolean withheld = request.has("Expect", "100-continue");
        boolean last = withheld || request.has("Connection", "close");
        if (last) {
            lines.add("Connection: close");
        }
        OutputStream out = client.out();
        out.write(Head.of(lines).bytes());
        if (!request.method().equals("HEAD")) {
            out.write(body);
        }
        if (withheld) {
            client.endOutput();
            client.drain();
            return false;
        }
        boolean whole =
                Body.ofRequest(request).copy(client.in(), Sink.to(OutputStream.nullOutputStream()));
        return whole && !last;
    }

    /// The reason phrases of the statuses that have a factory; for others the standard allows none.
    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 429 -> "Too Many Requests";
            case 502 -> "Bad Gateway";
            default -> "";
        };
    }

    private static boolean answerForEver(Peer client, Head request, EndlessBody endless)
            throws IOException {
        OutputStream out = client.out();
        out.write(
                Head.of(
                                List.of(
                                        "HTTP/1.1 200 OK",
                                        "Content-Type: " + endless.contentType(),
                                        "Transfer-Encoding: chunked"))
                        .bytes());
        if (request.method().equals("HEAD")) {
            return true;
        }
        if (!endless.first().isEmpty()) {
            out.write(chunk(endless.first()));
        }
        byte[] again = chunk(endless.again());
        while (true) {
            out.write(again);
        }
    }

    private static byte[] chunk(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        String chunk = Integer.toHexString(length) + "\r\n" + text + "\r\n";
        return chunk.getBytes(StandardCharsets.UTF_8);
    }

    /// Let the server answer, and say whether the client can ask the next thing.
    private boolean exchange(Peer client, Head request, Fault fault)
            throws IOException, InterruptedException {
        Body body = Body.ofRequest(request);
        try (Peer server = proxy.connect()) {
            asked = false;
            BlockingQueue<Outcome> outcomes = new ArrayBlockingQueue<>(2);
            proxy.start(() -> passOn(client, server, request, fault, outcomes));
            OutputStream toServer = new Forgiving(server.out());
            toServer.write(request.bytes());
            boolean _ = body.copy(client.in(), Sink.to(toServer));
            asked = true;
            boolean more = client.awaitInput();
            if (!more) {
                server.endOutputIfOpen();
            }
            return switch (outcomes.take()) {
                case REUSABLE -> more;
                case SWITCHED -> {
                    long _ = client.in().transferTo(toServer);
                    server.endOutputIfOpen();
                    Outcome _ = outcomes.take();
                    yield false;
                }
                case OVER -> {
                    client.drain();
                    yield false;
                }
            };
        } catch (ConnectException e) {
            client.reset();
            throw e;
        }
    }

    /// Pass the answer on to its end and tell the thread that reads the client how it went.
    private void passOn(
            Peer client, Peer server, Head request, Fault fault, BlockingQueue<Outcome> outcomes)
            throws InterruptedException {
        Outcome outcome = Outcome.OVER;
        try {
            var answer = new AnswerSink(client, fault);
            outcome = relay(server, request, fault, answer, outcomes);
            switch (outcome) {
                case SWITCHED -> client.endOutput();
                case REUSABLE -> {}
                case OVER -> end(client);
            }
        } catch (AnswerSink.Over e) {
            // The fault has shown the client its end.
            outcome = Outcome.OVER;
        } catch (IOException e) {
            // The server broke the connection, or the client did, who then does not notice this.
            client.reset();
        } finally {
            // After an upgrade the client may still have something to say to the server.
            if (outcome != Outcome.SWITCHED) {
                server.close();
            }
            outcomes.add(outcome);
        }
    }

    /// Pass on what the server says, from the head of its answer to the end.
    private Outcome relay(
            Peer server,
            Head request,
            Fault fault,
            AnswerSink answer,
            BlockingQueue<Outcome> outcomes)
            throws IOException, InterruptedException {
        var read = Head.read(server.in());
        while (read.isPresent() && isInterim(read.get())) {
            answer.frame(read.get().bytes());
            read = Head.read(server.in());
        }
        if (read.isEmpty()) {
            return Outcome.OVER;
        }
        Head head = read.get();
        if (head.status() == SWITCHING_PROTOCOLS) {
            answer.head(head);
            outcomes.add(Outcome.SWITCHED);
            boolean _ = new Body.UntilClose().copy(server.in(), answer);
            answer.end();
            return Outcome.SWITCHED;
        }
        Body body = Body.ofAnswer(head, request);
        boolean whole;
        if (fault instanceof WrongContentLength(long difference) && !body.isEmpty()) {
            var content = new ByteArrayOutputStream();
            if (!body.copy(server.in(), Sink.collecting(content))) {
                throw new EOFException("the server ended inside its answer");
            }
            answer.head(withLength(head, Math.max(0, content.size() + difference)));
            answer.content(content.toByteArray(), content.size());
            whole = difference < 0;
        } else {
            answer.head(head);
            whole = body.copy(server.in(), answer) && !(body instanceof Body.UntilClose);
        }
        answer.end();
        return whole && staysOpen(request, head) ? Outcome.REUSABLE : Outcome.OVER;
    }

    private static boolean isInterim(Head answer) throws ProtocolException {
        return answer.status() < 200 && answer.status() != SWITCHING_PROTOCOLS;
    }

    private static boolean staysOpen(Head request, Head answer) {
        return request.startLine().endsWith("HTTP/1.1")
                && answer.startLine().startsWith("HTTP/1.1")
                && !request.has("Connection", "close")
                && !answer.has("Connection", "close");
    }

    private static Head withLength(Head head, long length) {
        return Head.of(
                Stream.concat(
                                head.lines().stream()
                                        .filter(line -> !Head.isField(line, "Transfer-Encoding"))
                                        .filter(line -> !Head.isField(line, "Content-Length")),
                                Stream.of("Content-Length: " + length))
                        .toList());
    }

    /// End the connection as the server did. A client that is still sending its request is heard
    /// out: closing at once would become a reset, which can overtake the answer.
    private void end(Peer client) throws IOException {
        if (asked) {
            client.close();
        } else {
            client.endOutput();
        }
    }

    /// The way to a server that may stop reading before the client stops sending.
    private static final class Forgiving extends OutputStream {

        private final OutputStream out;
        private boolean refused;

        Forgiving(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                if (!refused) {
                    out.write(bytes, from, length);
                }
            } catch (IOException e) {
                // What the server thinks of it is in its answer, if it gives one.
                refused = true;
            }
        }
    }
}
