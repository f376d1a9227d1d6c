package dev.sonde.lab.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of a request or of an answer; equal when all bytes are.
public final class Body {

    private static final Body NONE = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /// No bytes.
    public static Body none() {
        return NONE;
    }

    /// A copy of `bytes`.
    public static Body of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Body(bytes.clone());
    }

    /// A text in UTF-8.
    public static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// How many there are.
    public int size() {
        return bytes.length;
    }

    /// The bytes read as UTF-8; what is not UTF-8 is replaced.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The bytes read as UTF-8.
    ///
    /// - **Empty:** they are not UTF-8.
    public Optional<String> utf8() {
        try {
            var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(decoded.toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return utf8().orElseGet(() -> bytes.length + " bytes");
    }
}
