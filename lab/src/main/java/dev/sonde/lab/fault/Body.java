package dev.sonde.lab.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/// How the body of an HTTP/1 message is delimited, which is all that is needed to pass it on.
///
/// **Source:** RFC 9112, section 6.3.
sealed interface Body {

    /// So many bytes, maybe none.
    record Length(long bytes) implements Body {}

    /// Chunks, each after its size, and trailers after the last.
    record Chunked() implements Body {}

    /// Whatever comes until the connection ends.
    record UntilClose() implements Body {}

    /// The body that follows the head of a request.
    static Body ofRequest(Head head) throws ProtocolException {
        return of(head, new Length(0));
    }

    /// The body that follows the head of an answer to `request`.
    static Body ofAnswer(Head head, Head request) throws ProtocolException {
        int status = head.status();
        boolean none = request.method().equals("HEAD") || status == 204 || status == 304;
        return none ? new Length(0) : of(head, new UntilClose());
    }

    private static Body of(Head head, Body otherwise) throws ProtocolException {
        if (head.has("Transfer-Encoding", "chunked")) {
            return new Chunked();
        }
        var length = head.field("Content-Length");
        return length.isPresent() ? new Length(number(length.get(), 10)) : otherwise;
    }

    /// Say whether it is known beforehand that there is none.
    default boolean isEmpty() {
        return this instanceof Length(long bytes) && bytes == 0;
    }

    /// Pass the body on as it comes, and say whether it came whole. A body that only the end of the
    /// connection delimits is whole at that end.
    default boolean copy(InputStream in, Sink out) throws IOException, InterruptedException {
        return switch (this) {
            case Length(long bytes) -> copy(in, out, bytes);
            case Chunked() -> copyChunks(in, out);
            case UntilClose() -> {
                boolean _ = copy(in, out, Long.MAX_VALUE);
                yield true;
            }
        };
    }

    private static boolean copy(InputStream in, Sink out, long bytes)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[16 << 10];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read == -1) {
                return false;
            }
            out.content(buffer, read);
            left -= read;
        }
        return true;
    }

    private static boolean copyChunks(InputStream in, Sink out)
            throws IOException, InterruptedException {
        while (true) {
            String size = line(in);
            out.frame(size.getBytes(StandardCharsets.ISO_8859_1));
            if (!size.endsWith("\n")) {
                return false;
            }
            long bytes = number(size.split(";", 2)[0].strip(), 16);
            if (bytes == 0) {
                return copyTrailers(in, out);
            }
            if (!copy(in, out, bytes)) {
                return false;
            }
            out.frame(line(in).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean copyTrailers(InputStream in, Sink out)
            throws IOException, InterruptedException {
        while (true) {
            String trailer = line(in);
            out.frame(trailer.getBytes(StandardCharsets.ISO_8859_1));
            if (trailer.isBlank()) {
                return trailer.endsWith("\n");
            }
        }
    }

    /// Read a line with its end, or what there is of it before the connection ends.
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int next;
        do {
            next = in.read();
            if (next != -1) {
                line.append((char) next);
            }
        } while (next != -1 && next != '\n');
        return line.toString();
    }

    private static long number(String digits, int radix) throws ProtocolException {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new ProtocolException("no length of a body: " + digits);
        }
    }
}
