package dev.sonde.lab.feed;

import com.google.protobuf.CodedOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes one protobuf message, field by field.
///
/// Written by hand because three message families do not pay for generated classes.
final class Wire {

    /// Small, as most messages are a label or an attribute; what does not fit is flushed.
    private static final int BUFFER = 128;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER);

    /// Write a `string`; the empty one is left out, as proto3 does.
    Wire text(int field, String value) {
        return value.isEmpty() ? this : with(o -> o.writeString(field, value));
    }

    /// Write `bytes`; none are left out, as proto3 does.
    Wire bytes(int field, byte[] value) {
        return value.length == 0 ? this : with(o -> o.writeByteArray(field, value));
    }

    /// Write a message inside this one, also when it is empty.
    Wire message(int field, Wire value) {
        byte[] inner = value.toBytes();
        return with(o -> o.writeByteArray(field, inner));
    }

    /// Write a message inside this one that is encoded already.
    Wire message(int field, byte[] value) {
        return with(o -> o.writeByteArray(field, value));
    }

    /// Write a `double`, also 0: inside a `oneof` the zero must be seen.
    Wire real(int field, double value) {
        return with(o -> o.writeDouble(field, value));
    }

    /// Write an `int64`, `uint64`, `uint32`, `bool` or an enumeration's number.
    Wire whole(int field, long value) {
        return with(o -> o.writeUInt64(field, value));
    }

    /// Write a `sint32` or `sint64`.
    Wire signed(int field, long value) {
        return with(o -> o.writeSInt64(field, value));
    }

    /// Write a `fixed64`.
    Wire fixed(int field, long value) {
        return with(o -> o.writeFixed64(field, value));
    }

    /// Write fields that are encoded already, as they are.
    Wire raw(byte[] fields) {
        return with(o -> o.writeRawBytes(fields));
    }

    /// Write a number without a field, as packed lists hold it.
    Wire packedWhole(long value) {
        return with(o -> o.writeUInt64NoTag(value));
    }

    /// Write a zigzag number without a field, as packed lists hold it.
    Wire packedSigned(long value) {
        return with(o -> o.writeSInt64NoTag(value));
    }

    /// Write eight bytes without a field, as packed lists hold them.
    Wire packedFixed(long value) {
        return with(o -> o.writeFixed64NoTag(value));
    }

    byte[] toBytes() {
        with(CodedOutputStream::flush);
        return bytes.toByteArray();
    }

    private Wire with(Step step) {
        try {
            step.on(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return this;
    }

    @FunctionalInterface
    private interface Step {

        void on(CodedOutputStream out) throws IOException;
    }
}
