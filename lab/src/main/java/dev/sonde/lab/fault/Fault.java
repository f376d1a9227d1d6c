package dev.sonde.lab.fault;

import java.time.Duration;
import java.util.Map;

/// What a [FaultProxy] does to an answer.
///
/// Some faults spoil the answer of the real server, which therefore has seen the request and done
/// what it asks; the others ([InPlace]) take the server's place, and it sees nothing.
public sealed interface Fault {

    /// No fault: every byte as the server sends it.
    record PassThrough() implements Fault {}

    /// A fault that happens at one point of the server's answer. An answer that never comes to that
    /// point passes whole.
    sealed interface AtPoint extends Fault permits CutAfter, PauseAfter, HalfClosed {

        /// Where it happens.
        Point point();
    }

    /// A fault that takes the server's place.
    sealed interface InPlace extends Fault permits Answer, EndlessBody, Silence {}

    /// The connection ends in the middle of the answer.
    ///
    /// @param point where
    /// @param ending how
    record CutAfter(Point point, Ending ending) implements AtPoint {}

    /// The answer comes in small pieces.
    ///
    /// @param bytes of a piece, head and chunk sizes included
    /// @param every the pause after each piece
    record Trickle(int bytes, Duration every) implements Fault {

        public Trickle {
            if (bytes < 1) {
                throw new IllegalArgumentException("a piece has at least one byte, not " + bytes);
            }
        }
    }

    /// The answer stops and later goes on as if nothing had been.
    ///
    /// @param point where; `Point.ofAnswer(0)` is a server that thinks for long
    /// @param length how long
    record PauseAfter(Point point, Duration length) implements AtPoint {}

    /// The server ends its direction of the connection and keeps the other open: it reads, and
    /// drops, whatever the client still writes, and never answers again.
    ///
    /// @param point where; `Point.end()` leaves a client with a whole answer and with a connection
    ///   that looks fit for the next request
    record HalfClosed(Point point) implements AtPoint {}

    /// The answer of the server with another `Content-Length` than its body has.
    ///
    /// The body is collected first, so this is not for answers that never end. An answer that has
    /// no body passes unchanged.
    ///
    /// @param difference how many bytes more are promised than come, after which the connection is
    ///   closed; or, below zero, how many bytes come that were not promised, in which case the
    ///   connection stays open and they lie before the next answer
    record WrongContentLength(long difference) implements Fault {

        public WrongContentLength {
            if (difference == 0) {
                throw new IllegalArgumentException("a difference of 0 is no fault");
            }
        }
    }

    /// Another answer, given in the server's place.
    ///
    /// @param status of the answer
    /// @param headers besides `Content-Type` and `Content-Length`
    /// @param contentType of the body
    /// @param body sent as UTF-8
    record Answer(int status, Map<String, String> headers, String contentType, String body)
            implements InPlace {

        private static final String HTML = "text/html; charset=utf-8";
        private static final String TEXT = "text/plain; charset=utf-8";

        public Answer {
            headers = Map.copyOf(headers);
        }

        /// What a gateway says when the server behind it is gone: 502 with HTML.
        public static Answer badGateway() {
            return new Answer(
                    502,
                    Map.of(),
                    HTML,
                    """
                    <html>
                    <head><title>502 Bad Gateway</title></head>
                    <body><h1>502 Bad Gateway</h1></body>
                    </html>
                    """);
        }

        /// What a single sign-on in front of a server says to a client without its cookie: 200 with
        /// HTML.
        public static Answer loginPage() {
            return new Answer(
                    200,
                    Map.of(),
                    HTML,
                    """
                    <!DOCTYPE html>
                    <html>
                    <head><title>Sign in</title></head>
                    <body><form method="post"><input name="user"><input name="password"></form></body>
                    </html>
                    """);
        }

        /// 401, asking for a bearer token.
        public static Answer unauthorized() {
            return new Answer(401, Map.of("WWW-Authenticate", "Bearer"), TEXT, "Unauthorized\n");
        }

        /// 403.
        public static Answer forbidden() {
            return new Answer(403, Map.of(), TEXT, "Forbidden\n");
        }

        /// 429, asking to come back later.
        ///
        /// - **Units:** `retryAfter` in whole seconds, as the header has them; the rest is dropped.
        public static Answer tooManyRequests(Duration retryAfter) {
            return new Answer(
                    429,
                    Map.of("Retry-After", Long.toString(retryAfter.toSeconds())),
                    TEXT,
                    "Too Many Requests\n");
        }
    }

    /// An answer of 200 whose chunked body never ends, as fast as the client reads it.
    ///
    /// @param contentType of the body
    /// @param first what the body begins with, such as the opening brackets of a JSON document
    /// @param again what comes after it, again and again
    record EndlessBody(String contentType, String first, String again) implements InPlace {

        public EndlessBody {
            if (again.isEmpty()) {
                throw new IllegalArgumentException("an endless body needs something to repeat");
            }
        }
    }

    /// The server hangs: it reads the head of the request (and what came with it, 8 KiB at most),
    /// then nothing more, and says nothing. A large request is stuck half written.
    record Silence() implements InPlace {}

    /// TLS with a certificate that nobody trusts. A client that believes it nevertheless reaches
    /// the server through it. Concerns whole connections, not paths: those opened from now on
    /// expect TLS, those that are open are closed at their next request.
    record UnknownAuthority() implements Fault {}

    /// How a connection ends.
    enum Ending {
        /// In order, as by a server that stops: the client reads all that was sent, then the end.
        CLOSE,
        /// By a reset, as by a server that is killed. It can overtake bytes sent just before it, so
        /// the client sees as many as were sent or fewer.
        RESET
    }

    /// A point in an answer.
    sealed interface Point {

        /// After so many bytes of the answer as it is on the wire, its head included.
        ///
        /// @param bytes 0 is before the answer begins, after the server was asked
        record OfAnswer(long bytes) implements Point {

            public OfAnswer {
                requireNatural(bytes);
            }
        }

        /// After so many bytes of the body as the client reads it: chunk sizes do not count. After
        /// an upgrade, all bytes that the server sends are body.
        ///
        /// @param bytes 0 is between head and body
        record OfBody(long bytes) implements Point {

            public OfBody {
                requireNatural(bytes);
            }
        }

        /// After the last byte of the answer.
        record End() implements Point {}

        /// After `bytes` of the answer, head included.
        static Point ofAnswer(long bytes) {
            return new OfAnswer(bytes);
        }

        /// After `bytes` of the body.
        static Point ofBody(long bytes) {
            return new OfBody(bytes);
        }

        /// After the whole answer.
        static Point end() {
            return new End();
        }

        private static void requireNatural(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("no point lies after " + bytes + " bytes");
            }
        }
    }
}
