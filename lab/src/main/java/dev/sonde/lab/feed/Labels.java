package dev.sonde.lab.feed;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The labels of a Prometheus series, sorted by name, the metric's name (`__name__`) among them.
///
/// What Prometheus' receiver would drop without a word is refused here: a series without a name and
/// labels with an empty name or value.
///
/// - **Source:** Prometheus 3.15, `storage/remote/write_handler.go`: such series are counted and
///   skipped, the answer is 204 all the same.
public record Labels(SortedMap<String, String> values) {

    /// The label that holds the metric's name.
    public static final String NAME = "__name__";

    /// - **Fails:** [IllegalArgumentException] when the metric has no name, or a label is empty.
    public Labels {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        if (!values.containsKey(NAME)) {
            throw new IllegalArgumentException("a series needs a " + NAME + ", not " + values);
        }
        for (Map.Entry<String, String> label : values.entrySet()) {
            if (label.getKey().isEmpty() || label.getValue().isEmpty()) {
                throw new IllegalArgumentException("a label is empty in " + values);
            }
        }
    }

    /// The labels of a metric that has no others yet.
    public static Labels named(String metric) {
        return new Labels(new TreeMap<>(Map.of(NAME, metric)));
    }

    /// These labels and one more, or one changed.
    public Labels and(String label, String value) {
        var more = new TreeMap<>(values);
        more.put(label, value);
        return new Labels(more);
    }

    /// The metric's name.
    public String name() {
        return values.getOrDefault(NAME, "");
    }

    /// The same labels for another metric.
    Labels renamed(String metric) {
        return and(NAME, metric);
    }
}
