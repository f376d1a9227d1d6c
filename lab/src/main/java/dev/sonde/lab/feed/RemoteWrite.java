package dev.sonde.lab.feed;

import io.airlift.compress.snappy.SnappyCompressor;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Writes series into a Prometheus by remote write 1.0, history of hours at once.
///
/// The server needs `--web.enable-remote-write-receiver`, and `tsdb.out_of_order_time_window` for
/// what is older than an hour before its newest sample.
///
/// - **Threads:** safe for use by several; blocks until the server has taken everything.
/// - **Source:** the Prometheus remote write specification 1.0; `prompb/remote.proto` and
///   `prompb/types.proto` of Prometheus 3.15.
public final class RemoteWrite implements AutoCloseable {

    /// Far below the 32 MB that Prometheus decodes, and enough to write a million samples in a few
    /// requests.
    private static final int BATCH_BYTES = 4 * 1024 * 1024;

    private final Upload upload;
    private final int batchBytes;

    /// Write to the server at `base`.
    ///
    /// - **Fails:** [IllegalArgumentException] when the address is another machine's.
    public RemoteWrite(URI base) {
        this(base, BATCH_BYTES);
    }

    RemoteWrite(URI base, int batchBytes) {
        this.batchBytes = batchBytes;
        this.upload =
                new Upload(
                        base,
                        "/api/v1/write",
                        Map.of(
                                "Content-Type", "application/x-protobuf",
                                "Content-Encoding", "snappy",
                                "X-Prometheus-Remote-Write-Version", "0.1.0",
                                "User-Agent", "sonde-lab"));
    }

    /// Write series, as many as there are; they are taken one by one, so they may be made on the
    /// way.
    ///
    /// - **Empty:** nothing is sent for a series that holds nothing.
    /// - **Fails:** [RefusedWriteException] when the server refuses a batch; batches before it have
    ///   been taken, nothing of this one. An exemplar that the server does not keep is no failure:
    ///   it does not say so.
    public void write(Iterable<TimeSeries> all) throws IOException, InterruptedException {
        var packer = new Packer<byte[]>(batchBytes, head -> head.length, this::sendSeries);
        for (TimeSeries series : all) {
            packer.add(labels(series.labels().values()), parts(series));
        }
        packer.flush();
    }

    /// Write what metrics mean; see [MetricMetadata] for what becomes of it.
    ///
    /// - **Fails:** [RefusedWriteException] when the server refuses it.
    public void writeMetadata(List<MetricMetadata> all) throws IOException, InterruptedException {
        var request = new Wire();
        for (MetricMetadata one : all) {
            request.message(
                    3,
                    new Wire()
                            .whole(1, one.type().number())
                            .text(2, one.metricFamilyName())
                            .text(4, one.help())
                            .text(5, one.unit()));
        }
        send(request);
    }

    @Override
    public void close() {
        upload.close();
    }

    private void sendSeries(List<Packer.Group<byte[]>> batch)
            throws IOException, InterruptedException {
        var request = new Wire();
        for (Packer.Group<byte[]> group : batch) {
            var series = new Wire().raw(group.head());
            group.pieces().forEach(series::raw);
            request.message(1, series);
        }
        send(request);
    }

    private void send(Wire request) throws IOException, InterruptedException {
        upload.send(compress(request.toBytes()));
    }

    private static Stream<byte[]> parts(TimeSeries series) {
        // Exemplars last: the server knows the series only after its first sample.
        return Stream.of(
                        series.samples().stream().map(RemoteWrite::sample),
                        series.histograms().stream().map(RemoteWrite::histogram),
                        series.exemplars().stream().map(RemoteWrite::exemplar))
                .flatMap(part -> part);
    }

    private static byte[] compress(byte[] plain) {
        var snappy = new SnappyCompressor();
        byte[] room = new byte[snappy.maxCompressedLength(plain.length)];
        int size = snappy.compress(plain, 0, plain.length, room, 0, room.length);
        return Arrays.copyOf(room, size);
    }

    private static byte[] labels(Map<String, String> labels) {
        var wire = new Wire();
        labels.forEach((name, value) -> wire.message(1, new Wire().text(1, name).text(2, value)));
        return wire.toBytes();
    }

    private static byte[] sample(Sample sample) {
        return new Wire()
                .message(
                        2,
                        new Wire()
                                .real(1, sample.value())
                                .whole(2, sample.timestamp().toEpochMilli()))
                .toBytes();
    }

    private static byte[] exemplar(Exemplar exemplar) {
        return new Wire()
                .message(
                        3,
                        new Wire()
                                .raw(labels(exemplar.labels()))
                                .real(2, exemplar.value())
                                .whole(3, exemplar.timestamp().toEpochMilli()))
                .toBytes();
    }

    private static byte[] histogram(NativeHistogram histogram) {
        var wire =
                new Wire()
                        .whole(1, histogram.count())
                        .real(3, histogram.sum())
                        .signed(4, histogram.schema())
                        .real(5, histogram.zeroThreshold())
                        .whole(6, histogram.zeroCount());
        buckets(wire, 8, 9, histogram.negative());
        buckets(wire, 11, 12, histogram.positive());
        wire.whole(14, resetHint(histogram.resetHint()))
                .whole(15, histogram.timestamp().toEpochMilli());
        return new Wire().message(4, wire).toBytes();
    }

    /// Write buckets as runs of neighbours (spans) and each count's difference to the one before.
    private static void buckets(
            Wire histogram, int spanField, int deltaField, Map<Integer, Long> buckets) {
        var deltas = new Wire();
        long before = 0;
        int next = 0;
        int offset = 0;
        int length = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            int index = bucket.getKey();
            if (length > 0 && index != next) {
                histogram.message(spanField, span(offset, length));
                length = 0;
            }
            if (length == 0) {
                offset = index - next;
            }
            length++;
            next = index + 1;
            deltas.packedSigned(bucket.getValue() - before);
            before = bucket.getValue();
        }
        if (length > 0) {
            histogram.message(spanField, span(offset, length));
            histogram.message(deltaField, deltas);
        }
    }

    private static Wire span(int offset, int length) {
        return new Wire().signed(1, offset).whole(2, length);
    }

    private static int resetHint(NativeHistogram.ResetHint hint) {
        return switch (hint) {
            case UNKNOWN -> 0;
            case YES -> 1;
            case NO -> 2;
            case GAUGE -> 3;
        };
    }
}
