package dev.sonde.lab.feed;

import dev.sonde.lab.feed.OtlpMetric.Buckets;
import dev.sonde.lab.feed.OtlpMetric.ExponentialPoint;
import dev.sonde.lab.feed.OtlpMetric.HistogramPoint;
import dev.sonde.lab.feed.OtlpMetric.NumberPoint;
import dev.sonde.lab.feed.OtlpMetric.OtlpExemplar;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/// Writes metrics into a Prometheus by OTLP over HTTP, in protobuf.
///
/// The server needs `--web.enable-otlp-receiver`. It makes `job` of `service.namespace` and
/// `service.name`, `instance` of `service.instance.id`, keeps the other attributes of the resource
/// in `target_info`, and adds the unit and `_total` to names.
///
/// - **Threads:** safe for use by several; blocks until the server has taken everything.
/// - **Source:** `opentelemetry-proto` 1.10, `metrics/v1`; Prometheus 3.15,
///   `storage/remote/write_otlp_handler.go`.
public final class OtlpMetrics implements AutoCloseable {

    /// Prometheus reads at most 32 MB of a request and reports what is longer as malformed.
    private static final int BATCH_BYTES = 4 * 1024 * 1024;

    private static final int CUMULATIVE = 2;

    private final Upload upload;
    private final int batchBytes;

    /// Write to the Prometheus at `base`.
    ///
    /// - **Fails:** [IllegalArgumentException] when the address is another machine's.
    public OtlpMetrics(URI base) {
        this(base, BATCH_BYTES);
    }

    OtlpMetrics(URI base, int batchBytes) {
        this.upload = new Upload(base, "/api/v1/otlp/v1/metrics", OtlpMessages.HEADERS);
        this.batchBytes = batchBytes;
    }

    /// Write the metrics of one resource.
    ///
    /// - **Empty:** nothing is sent for a metric without points.
    /// - **Fails:** [RefusedWriteException] when the server refuses a batch or a part of it;
    ///   batches before it have been taken.
    public void write(Attributes resource, Iterable<? extends OtlpMetric> metrics)
            throws IOException, InterruptedException {
        byte[] encodedResource = OtlpMessages.resource(resource);
        var packer =
                new Packer<OtlpMetric>(
                        batchBytes,
                        metric -> metric.name().length() + metric.unit().length() + 16,
                        batch -> send(encodedResource, batch));
        for (OtlpMetric metric : metrics) {
            packer.add(metric, points(metric));
        }
        packer.flush();
    }

    @Override
    public void close() {
        upload.close();
    }

    private void send(byte[] resource, List<Packer.Group<OtlpMetric>> batch)
            throws IOException, InterruptedException {
        var scope = new Wire().message(1, OtlpMessages.scope());
        batch.forEach(group -> scope.message(2, metric(group.head(), group.pieces())));
        var request = new Wire().message(1, new Wire().message(1, resource).message(2, scope));
        OtlpMessages.checkAllTaken(upload, upload.send(request.toBytes()));
    }

    private static Stream<byte[]> points(OtlpMetric metric) {
        return switch (metric) {
            case OtlpMetric.Gauge gauge -> gauge.points().stream().map(OtlpMetrics::number);
            case OtlpMetric.Sum sum -> sum.points().stream().map(OtlpMetrics::number);
            case OtlpMetric.Histogram histogram ->
                    histogram.points().stream().map(point -> histogram(histogram.bounds(), point));
            case OtlpMetric.ExponentialHistogram histogram ->
                    histogram.points().stream().map(OtlpMetrics::exponential);
        };
    }

    private static Wire metric(OtlpMetric metric, List<byte[]> points) {
        var kind = new Wire();
        points.forEach(point -> kind.message(1, point));
        var wire = new Wire().text(1, metric.name()).text(3, metric.unit());
        return switch (metric) {
            case OtlpMetric.Gauge _ -> wire.message(5, kind);
            case OtlpMetric.Sum sum ->
                    wire.message(7, kind.whole(2, CUMULATIVE).whole(3, sum.monotonic() ? 1 : 0));
            case OtlpMetric.Histogram _ -> wire.message(9, kind.whole(2, CUMULATIVE));
            case OtlpMetric.ExponentialHistogram _ -> wire.message(10, kind.whole(2, CUMULATIVE));
        };
    }

    private static byte[] number(NumberPoint point) {
        var wire =
                new Wire()
                        .fixed(2, Nanos.of(point.start()))
                        .fixed(3, Nanos.of(point.time()))
                        .real(4, point.value());
        exemplars(wire, 5, point.exemplars());
        return OtlpMessages.attributes(wire, 7, point.attributes()).toBytes();
    }

    private static byte[] histogram(List<Double> bounds, HistogramPoint point) {
        var counts = new Wire();
        point.counts().forEach(counts::packedFixed);
        var upper = new Wire();
        bounds.forEach(bound -> upper.packedFixed(Double.doubleToRawLongBits(bound)));
        var wire =
                new Wire()
                        .fixed(2, Nanos.of(point.start()))
                        .fixed(3, Nanos.of(point.time()))
                        .fixed(4, sum(point.counts()))
                        .real(5, point.sum())
                        .message(6, counts)
                        .message(7, upper);
        exemplars(wire, 8, point.exemplars());
        return OtlpMessages.attributes(wire, 9, point.attributes()).toBytes();
    }

    private static byte[] exponential(ExponentialPoint point) {
        var wire = OtlpMessages.attributes(new Wire(), 1, point.attributes());
        wire.fixed(2, Nanos.of(point.start()))
                .fixed(3, Nanos.of(point.time()))
                .fixed(
                        4,
                        point.zeroCount()
                                + sum(point.positive().counts())
                                + sum(point.negative().counts()))
                .real(5, point.sum())
                .signed(6, point.scale())
                .fixed(7, point.zeroCount())
                .message(8, buckets(point.positive()))
                .message(9, buckets(point.negative()));
        exemplars(wire, 11, point.exemplars());
        return wire.toBytes();
    }

    private static Wire buckets(Buckets buckets) {
        var counts = new Wire();
        buckets.counts().forEach(counts::packedWhole);
        return new Wire().signed(1, buckets.offset()).message(2, counts);
    }

    private static void exemplars(Wire wire, int field, List<OtlpExemplar> exemplars) {
        for (OtlpExemplar exemplar : exemplars) {
            var one =
                    new Wire()
                            .fixed(2, Nanos.of(exemplar.time()))
                            .real(3, exemplar.value())
                            .bytes(4, OtlpMessages.identity(exemplar.spanId(), 8))
                            .bytes(5, OtlpMessages.identity(exemplar.traceId(), 16));
            wire.message(field, OtlpMessages.attributes(one, 7, exemplar.attributes()));
        }
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
