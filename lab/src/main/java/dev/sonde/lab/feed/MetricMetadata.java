package dev.sonde.lab.feed;

/// What a metric means, for people.
///
/// - **Source:** Prometheus 3.15 takes it by remote write 1.0 and keeps nothing of it:
///   `/api/v1/metadata` speaks of scraped targets only. Older receivers behind the same protocol
///   (Mimir, Thanos) keep it.
public record MetricMetadata(String metricFamilyName, MetricType type, String help, String unit) {

    /// The kinds of metrics; [#number] is the one on the wire.
    public enum MetricType {
        /// Not said.
        UNKNOWN(0),
        /// Only grows, except at a restart.
        COUNTER(1),
        /// Goes up and down.
        GAUGE(2),
        /// Counts observations in buckets.
        HISTOGRAM(3),
        /// Buckets whose counts may fall.
        GAUGEHISTOGRAM(4),
        /// Quantiles made by the program itself.
        SUMMARY(5),
        /// Facts as labels, always 1.
        INFO(6),
        /// One of several states is 1.
        STATESET(7);

        private final int number;

        MetricType(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
