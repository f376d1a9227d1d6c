package dev.sonde.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// What tells one series from another: names with their values, in the order of the names.
///
/// Immutable; equality costs a comparison of two numbers for sets that differ. A name may be any
/// text, as UTF-8 names such as `http.status_code` are allowed since Prometheus 3. A label with an
/// empty value is the same as no label.
///
/// - **Source:** Prometheus documentation, "Data model".
public final class Labels implements Iterable<Labels.Label> {

    /// No labels: what an aggregation over everything answers with.
    public static final Labels NONE = new Labels(List.of());

    private final List<Label> labels;
    private final int hash;

    /// One name and its value.
    ///
    /// @param name never empty
    /// @param value empty only outside of [Labels]
    public record Label(String name, String value) {

        /// Give a name its value.
        ///
        /// - **Fails:** [IllegalArgumentException] when the name is empty.
        public Label {
            Objects.requireNonNull(value, "value");
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a label without a name: " + value);
            }
        }
    }

    private Labels(List<Label> sorted) {
        this.labels = sorted;
        this.hash = sorted.hashCode();
    }

    /// The labels of a map from name to value.
    ///
    /// - **Fails:** [IllegalArgumentException] when a name is empty.
    public static Labels of(Map<String, String> values) {
        List<Label> kept = new ArrayList<>(values.size());
        new TreeMap<>(values)
                .forEach(
                        (name, value) -> {
                            var label = new Label(name, value);
                            if (!value.isEmpty()) {
                                kept.add(label);
                            }
                        });
        return kept.isEmpty() ? NONE : new Labels(List.copyOf(kept));
    }

    /// The value of a label.
    ///
    /// - **Empty:** there is no label of this name.
    public Optional<String> get(String name) {
        int index = indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(labels.get(index).value());
    }

    /// These labels with one more, or with another value for it; an empty value takes it away.
    public Labels with(String name, String value) {
        if (value.isEmpty()) {
            return without(name);
        }
        var label = new Label(name, value);
        int index = indexOf(name);
        List<Label> changed = new ArrayList<>(labels);
        if (index < 0) {
            changed.add(-index - 1, label);
        } else {
            changed.set(index, label);
        }
        return new Labels(List.copyOf(changed));
    }

    /// These labels but one; the same when there is no label of this name.
    public Labels without(String name) {
        int index = indexOf(name);
        if (index < 0) {
            return this;
        }
        List<Label> changed = new ArrayList<>(labels);
        changed.remove(index);
        return changed.isEmpty() ? NONE : new Labels(List.copyOf(changed));
    }

    /// How many there are.
    public int size() {
        return labels.size();
    }

    /// Go through them in the order of their names.
    @Override
    public Iterator<Label> iterator() {
        return labels.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && hash == that.hash && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// For messages of tests and logs, such as `[app=shop, pod=shop-0]`.
    @Override
    public String toString() {
        return labels.stream().map(l -> l.name() + "=" + l.value()).toList().toString();
    }

    /// The index of a name, or where it would stand as `-index - 1`.
    private int indexOf(String name) {
        int low = 0;
        int high = labels.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = labels.get(middle).name().compareTo(name);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
