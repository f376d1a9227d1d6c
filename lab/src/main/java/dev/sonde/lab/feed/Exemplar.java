package dev.sonde.lab.feed;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One observation that stands for many, with labels that lead to it, such as `trace_id`.
///
/// Prometheus keeps one only when its series is known, and not when it is older than the series'
/// newest by more than the window for late samples. What it does not keep it drops without a word.
///
/// - **Source:** Prometheus 3.15, `tsdb/exemplar.go`.
public record Exemplar(SortedMap<String, String> labels, double value, Instant timestamp) {

    /// Above this length Prometheus drops it and answers 204.
    private static final int LONGEST_LABELS = 128;

    /// - **Fails:** [IllegalArgumentException] when the labels are longer than 128 characters
    ///   together.
    public Exemplar {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        int length = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            length += codePoints(label.getKey()) + codePoints(label.getValue());
        }
        if (length > LONGEST_LABELS) {
            throw new IllegalArgumentException(
                    "the labels of an exemplar have at most 128 characters, not " + length);
        }
    }

    /// The usual one: it leads to a trace.
    public static Exemplar ofTrace(String traceId, double value, Instant timestamp) {
        return new Exemplar(new TreeMap<>(Map.of("trace_id", traceId)), value, timestamp);
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
