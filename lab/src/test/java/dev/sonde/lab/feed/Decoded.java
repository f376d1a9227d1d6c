package dev.sonde.lab.feed;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads protobuf bytes back into text, told what lies in which field: independent of the writer.
final class Decoded {

    /// How the bytes of a field are to be read.
    sealed interface Shape {}

    record Message(String name, Map<Integer, Shape> fields) implements Shape {}

    enum Plain implements Shape {
        TEXT,
        HEX,
        DOUBLE,
        FIXED,
        VARINT,
        ZIGZAG,
        ZIGZAGS,
        VARINTS
    }

    private Decoded() {}

    /// Write a message as `name{field=value field=value}`, in the order of the bytes.
    static String text(Message shape, byte[] bytes) throws IOException {
        var in = CodedInputStream.newInstance(bytes);
        List<String> fields = new ArrayList<>();
        while (!in.isAtEnd()) {
            int number = WireFormat.getTagFieldNumber(in.readTag());
            Shape field = shape.fields().get(number);
            if (field == null) {
                throw new IOException("no field " + number + " in " + shape.name());
            }
            fields.add(
                    switch (field) {
                        case Message message -> text(message, in.readByteArray());
                        case Plain plain -> number + "=" + plain(plain, in);
                    });
        }
        return shape.name() + "{" + String.join(" ", fields) + "}";
    }

    private static String plain(Plain plain, CodedInputStream in) throws IOException {
        return switch (plain) {
            case TEXT -> new String(in.readByteArray(), StandardCharsets.UTF_8);
            case HEX -> java.util.HexFormat.of().formatHex(in.readByteArray());
            case DOUBLE -> Double.toString(in.readDouble());
            case FIXED -> Long.toString(in.readFixed64());
            case VARINT -> Long.toString(in.readUInt64());
            case ZIGZAG -> Long.toString(in.readSInt64());
            case ZIGZAGS -> {
                var list = CodedInputStream.newInstance(in.readByteArray());
                List<Long> values = new ArrayList<>();
                while (!list.isAtEnd()) {
                    values.add(list.readSInt64());
                }
                yield values.toString();
            }
            case VARINTS -> {
                var list = CodedInputStream.newInstance(in.readByteArray());
                List<Long> values = new ArrayList<>();
                while (!list.isAtEnd()) {
                    values.add(list.readUInt64());
                }
                yield values.toString();
            }
        };
    }
}
