package dev.sonde.lab.feed;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// The messages that OTLP's signals share.
///
/// - **Source:** `opentelemetry-proto` 1.10: `common/v1`, `resource/v1` and the services' answers.
final class OtlpMessages {

    /// How requests to an OTLP receiver are marked.
    static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-protobuf", "User-Agent", "sonde-lab");

    private OtlpMessages() {}

    /// A `Resource`, or any other message whose attributes are field 1.
    static byte[] resource(Attributes attributes) {
        return attributes(new Wire(), 1, attributes).toBytes();
    }

    /// The one `InstrumentationScope` of the lab.
    static Wire scope() {
        return new Wire().text(1, "dev.sonde.lab");
    }

    static Wire attributes(Wire wire, int field, Attributes attributes) {
        attributes
                .values()
                .forEach(
                        (key, value) ->
                                wire.message(
                                        field, new Wire().text(1, key).message(2, value(value))));
        return wire;
    }

    private static Wire value(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text(String text) -> string(text);
            case AttributeValue.Flag(boolean flag) -> new Wire().whole(2, flag ? 1 : 0);
            case AttributeValue.Whole(long number) -> new Wire().whole(3, number);
            case AttributeValue.Decimal(double number) -> new Wire().real(4, number);
            case AttributeValue.Many(var values) -> {
                var list = new Wire();
                values.forEach(one -> list.message(1, value(one)));
                yield new Wire().message(5, list);
            }
        };
    }

    /// The empty text too: inside a `oneof` it must be seen.
    private static Wire string(String text) {
        return text.isEmpty() ? new Wire().message(1, new Wire()) : new Wire().text(1, text);
    }

    /// Read an identity of `bytes` bytes from hexadecimal digits; the empty text is none.
    ///
    /// - **Fails:** [IllegalArgumentException] when it is something else, or only zeros.
    static byte[] identity(String hex, int bytes) {
        if (hex.isEmpty()) {
            return new byte[0];
        }
        if (hex.length() != 2 * bytes
                || !hex.equals(hex.toLowerCase(Locale.ROOT))
                || hex.chars().allMatch(c -> c == '0')) {
            throw new IllegalArgumentException(
                    "an identity is " + 2 * bytes + " lower-case digits, not all 0: " + hex);
        }
        return HexFormat.of().parseHex(hex);
    }

    /// Look whether a receiver took all: with status 200 it may still say that it refused a part.
    ///
    /// - **Fails:** [RefusedWriteException] with the receiver's words.
    static void checkAllTaken(Upload upload, byte[] answer) throws IOException {
        var in = CodedInputStream.newInstance(answer);
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                checkNoneRefused(upload, in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
    }

    /// Read the words of a `google.rpc.Status`, as which receivers refuse.
    static String statusWords(byte[] status) throws IOException {
        var in = CodedInputStream.newInstance(status);
        String words = "";
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            if (WireFormat.getTagFieldNumber(tag) == 2) {
                words = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        return words;
    }

    private static void checkNoneRefused(Upload upload, byte[] partialSuccess) throws IOException {
        var in = CodedInputStream.newInstance(partialSuccess);
        long refused = 0;
        String words = "";
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> refused = in.readInt64();
                case 2 -> words = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        if (refused > 0) {
            throw upload.refused(200, refused + " refused: " + words);
        }
    }
}
