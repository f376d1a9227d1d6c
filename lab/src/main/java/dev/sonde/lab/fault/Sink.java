package dev.sonde.lab.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Where the parts of a message go.
interface Sink {

    /// Take bytes that are not the body's: heads, chunk sizes, trailers.
    void frame(byte[] bytes) throws IOException, InterruptedException;

    /// Take bytes of the body.
    void content(byte[] bytes, int length) throws IOException, InterruptedException;

    /// Pass all on.
    static Sink to(OutputStream out) {
        return new Sink() {
            @Override
            public void frame(byte[] bytes) throws IOException {
                out.write(bytes);
            }

            @Override
            public void content(byte[] bytes, int length) throws IOException {
                out.write(bytes, 0, length);
            }
        };
    }

    /// Keep the body, drop the rest.
    static Sink collecting(ByteArrayOutputStream body) {
        return new Sink() {
            @Override
            public void frame(byte[] bytes) {
                // The collected body gets a frame of its own.
            }

            @Override
            public void content(byte[] bytes, int length) {
                body.write(bytes, 0, length);
            }
        };
    }
}
