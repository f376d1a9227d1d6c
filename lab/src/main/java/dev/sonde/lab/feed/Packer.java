package dev.sonde.lab.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Collects encoded pieces, each under a head such as the labels of its series, and hands them on
/// in batches that stay below a size.
///
/// A head is repeated in every batch that has pieces of it. A single piece above the size goes
/// alone: the server says what it thinks of it.
final class Packer<H> {

    /// Pieces under one head, in the order they were added.
    record Group<H>(H head, List<byte[]> pieces) {}

    /// Where full batches go.
    @FunctionalInterface
    interface Sink<H> {

        void take(List<Group<H>> batch) throws IOException, InterruptedException;
    }

    private final int limitBytes;
    private final ToIntFunction<H> headBytes;
    private final Sink<H> sink;

    /// Those of the head at hand that go into the next batch.
    private final List<byte[]> pieces = new ArrayList<>();

    private List<Group<H>> batch = new ArrayList<>();
    private long size;

    Packer(int limitBytes, ToIntFunction<H> headBytes, Sink<H> sink) {
        this.limitBytes = limitBytes;
        this.headBytes = headBytes;
        this.sink = sink;
    }

    /// Add all pieces of one head, over as many batches as they need.
    void add(H head, Stream<byte[]> all) throws IOException, InterruptedException {
        int headSize = headBytes.applyAsInt(head);
        Iterator<byte[]> each = all.iterator();
        while (each.hasNext()) {
            byte[] piece = each.next();
            if (size > 0 && size + piece.length + (pieces.isEmpty() ? headSize : 0) > limitBytes) {
                end(head);
                flush();
            }
            size += piece.length + (pieces.isEmpty() ? headSize : 0L);
            pieces.add(piece);
        }
        end(head);
    }

    /// Hand on what is left.
    void flush() throws IOException, InterruptedException {
        if (!batch.isEmpty()) {
            List<Group<H>> full = batch;
            batch = new ArrayList<>();
            size = 0;
            sink.take(full);
        }
    }

    private void end(H head) {
        if (!pieces.isEmpty()) {
            batch.add(new Group<>(head, List.copyOf(pieces)));
            pieces.clear();
        }
    }
}
