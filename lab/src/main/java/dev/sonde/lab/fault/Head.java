package dev.sonde.lab.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The head of an HTTP/1 message, kept as it came so that it can be passed on unchanged.
///
/// @param text start line, fields and the empty line; one character for each byte (ISO 8859-1)
record Head(String text) {

    /// Larger than any server of the lab accepts; only to end what is not HTTP.
    private static final int LONGEST = 4 << 20;

    /// Read one.
    ///
    /// - **Empty:** the connection ended before its first byte.
    /// - **Fails:** [EOFException] when it ended inside, [ProtocolException] when this is no head.
    static Optional<Head> read(InputStream in) throws IOException {
        var text = new StringBuilder();
        int lineStart = 0;
        for (int next = in.read(); ; next = in.read()) {
            if (next == -1) {
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                throw new EOFException("the connection ended inside a head: " + text);
            }
            text.append((char) next);
            if (next == '\n') {
                String line = text.substring(lineStart).strip();
                if (line.isEmpty()) {
                    return Optional.of(new Head(text.toString()));
                }
                lineStart = text.length();
            }
            if (text.length() > LONGEST) {
                throw new ProtocolException("no head of HTTP/1");
            }
        }
    }

    /// Make one of lines without their ends.
    static Head of(List<String> lines) {
        return new Head(String.join("\r\n", lines) + "\r\n\r\n");
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Start line and fields, without line ends.
    List<String> lines() {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /// The request line or the status line.
    String startLine() {
        return text.lines().findFirst().orElse("");
    }

    /// The method of a request.
    String method() throws ProtocolException {
        return word(0);
    }

    /// The path of a request, without the query.
    String path() throws ProtocolException {
        String target = word(1);
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// The status of an answer.
    int status() throws ProtocolException {
        try {
            return Integer.parseInt(word(1));
        } catch (NumberFormatException e) {
            throw noHead();
        }
    }

    /// The value of the first field called `name`.
    Optional<String> field(String name) {
        return lines().stream()
                .skip(1)
                .filter(line -> isField(line, name))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /// Say whether the comma-separated list in field `name` has `token`, given in lower case.
    boolean has(String name, String token) {
        return lines().stream()
                .skip(1)
                .filter(line -> isField(line, name))
                .flatMap(line -> Arrays.stream(line.substring(name.length() + 1).split(",", -1)))
                .anyMatch(one -> one.strip().toLowerCase(Locale.ROOT).equals(token));
    }

    /// Say whether `line` is a field called `name`.
    static boolean isField(String line, String name) {
        return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    private String word(int index) throws ProtocolException {
        String[] words = startLine().split(" ", 3);
        if (words.length < 2) {
            throw noHead();
        }
        return words[index];
    }

    private ProtocolException noHead() {
        return new ProtocolException("no head of HTTP/1: " + startLine());
    }
}
