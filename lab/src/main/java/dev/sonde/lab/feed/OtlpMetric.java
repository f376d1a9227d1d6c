package dev.sonde.lab.feed;

import java.time.Instant;
import java.util.List;

/// A metric as OpenTelemetry sends it, with its data points. What adds up does so since `start`
/// (cumulative temporality): the only one that Prometheus takes by default.
public sealed interface OtlpMetric {

    /// Its name, as the program calls it, such as `http.server.request.duration`.
    String name();

    /// Its unit in UCUM, such as `s`, `By` or `1`; empty when not said.
    String unit();

    /// Goes up and down.
    record Gauge(String name, String unit, List<NumberPoint> points) implements OtlpMetric {

        /// Copy the list.
        public Gauge {
            points = List.copyOf(points);
        }
    }

    /// Adds up; a monotonic one never falls, and Prometheus calls it a counter.
    record Sum(String name, String unit, boolean monotonic, List<NumberPoint> points)
            implements OtlpMetric {

        /// Copy the list.
        public Sum {
            points = List.copyOf(points);
        }
    }

    /// Counts observations in buckets with given upper bounds.
    record Histogram(String name, String unit, List<Double> bounds, List<HistogramPoint> points)
            implements OtlpMetric {

        /// Copy the lists.
        ///
        /// - **Fails:** [IllegalArgumentException] when a point has not one count more than there
        ///   are bounds.
        public Histogram {
            bounds = List.copyOf(bounds);
            points = List.copyOf(points);
            for (HistogramPoint point : points) {
                if (point.counts().size() != bounds.size() + 1) {
                    throw new IllegalArgumentException(
                            bounds.size() + " bounds need one count more, not " + point.counts());
                }
            }
        }
    }

    /// Counts observations in buckets that grow by a constant factor; Prometheus makes a native
    /// histogram of it.
    record ExponentialHistogram(String name, String unit, List<ExponentialPoint> points)
            implements OtlpMetric {

        /// Copy the list.
        public ExponentialHistogram {
            points = List.copyOf(points);
        }
    }

    /// A number at a time.
    record NumberPoint(
            Attributes attributes,
            Instant start,
            Instant time,
            double value,
            List<OtlpExemplar> exemplars) {

        /// Copy the list.
        public NumberPoint {
            exemplars = List.copyOf(exemplars);
        }

        /// A number without exemplars.
        public static NumberPoint of(
                Attributes attributes, Instant start, Instant time, double value) {
            return new NumberPoint(attributes, start, time, value, List.of());
        }
    }

    /// The buckets at a time; each count is that of its bucket alone, the last one that above all
    /// bounds.
    record HistogramPoint(
            Attributes attributes,
            Instant start,
            Instant time,
            List<Long> counts,
            double sum,
            List<OtlpExemplar> exemplars) {

        /// Copy the lists.
        public HistogramPoint {
            counts = List.copyOf(counts);
            exemplars = List.copyOf(exemplars);
        }
    }

    /// The exponential buckets at a time. Bucket `offset + i` holds `counts[i]` observations above
    /// `base^(offset+i)` up to `base^(offset+i+1)`, where `base` is `2^(2^-scale)`: numbered one
    /// lower than Prometheus does.
    record ExponentialPoint(
            Attributes attributes,
            Instant start,
            Instant time,
            int scale,
            long zeroCount,
            double sum,
            Buckets positive,
            Buckets negative,
            List<OtlpExemplar> exemplars) {

        /// Copy the list.
        public ExponentialPoint {
            exemplars = List.copyOf(exemplars);
        }
    }

    /// Neighbouring exponential buckets, of which the first has the number `offset`.
    record Buckets(int offset, List<Long> counts) {

        private static final Buckets NONE = new Buckets(0, List.of());

        /// Copy the list.
        public Buckets {
            counts = List.copyOf(counts);
        }

        /// No buckets.
        public static Buckets none() {
            return NONE;
        }
    }

    /// One observation that stands for many, and the span it was made in. Prometheus names the two
    /// identities `trace_id` and `span_id`.
    ///
    /// `traceId` and `spanId` are hexadecimal, or empty when there was no span.
    record OtlpExemplar(
            Instant time, double value, String traceId, String spanId, Attributes attributes) {

        /// - **Fails:** [IllegalArgumentException] when an identity is malformed.
        public OtlpExemplar {
            OtlpMessages.identity(traceId, 16);
            OtlpMessages.identity(spanId, 8);
        }
    }
}
