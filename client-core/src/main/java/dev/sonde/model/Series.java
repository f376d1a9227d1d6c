package dev.sonde.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/// Points of one time series, in columns: strictly ascending times, one value each.
///
/// A class and not a record, as there are millions of points: a record over arrays would compare by
/// identity and let its arrays be changed.
///
/// - **Units:** times are milliseconds since 1970 in UTC; what the values count is known to whoever
///   asked, a series does not know.
/// - **Empty:** a series may have no points. A value that is not a number is a gap: there was
///   nothing to measure, and a line breaks there.
public final class Series {

    private final Labels labels;
    private final long[] timesMillis;
    private final double[] values;

    /// Where this series lies in the columns, which a part shares with the whole.
    private final int begin;

    private final int end;

    private Series(Labels labels, long[] timesMillis, double[] values, int begin, int end) {
        this.labels = labels;
        this.timesMillis = timesMillis;
        this.values = values;
        this.begin = begin;
        this.end = end;
    }

    /// Start to collect the points of a series.
    public static Builder builder(Labels labels) {
        return new Builder(labels);
    }

    /// What tells it from other series.
    public Labels labels() {
        return labels;
    }

    /// How many points it has, gaps included.
    public int size() {
        return end - begin;
    }

    /// The time of a point.
    ///
    /// - **Units:** milliseconds since 1970 in UTC.
    /// - **Fails:** [IndexOutOfBoundsException].
    public long timeAt(int index) {
        return timesMillis[checked(index)];
    }

    /// The value of a point; not a number is a gap.
    ///
    /// - **Fails:** [IndexOutOfBoundsException].
    public double valueAt(int index) {
        return values[checked(index)];
    }

    /// Find the first point at a time or after it. The last one before it is the one in front.
    ///
    /// - **Empty:** [#size] when all points are earlier.
    public int firstAt(long timeMillis) {
        int found = Arrays.binarySearch(timesMillis, begin, end, timeMillis);
        return (found < 0 ? -found - 1 : found) - begin;
    }

    /// The points inside a window, as a view: it costs nothing and keeps all points in memory.
    public Series within(TimeWindow window) {
        return new Series(
                labels,
                timesMillis,
                values,
                begin + firstAt(window.from()),
                begin + firstAt(window.to()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && labels.equals(that.labels)
                && Arrays.equals(timesMillis, begin, end, that.timesMillis, that.begin, that.end)
                && Arrays.equals(values, begin, end, that.values, that.begin, that.end);
    }

    @Override
    public int hashCode() {
        int hash = labels.hashCode();
        for (int i = begin; i < end; i++) {
            hash = 31 * hash + Long.hashCode(timesMillis[i]);
            hash = 31 * hash + Double.hashCode(values[i]);
        }
        return hash;
    }

    /// For messages of tests and logs: the labels and every point as `time:value`.
    @Override
    public String toString() {
        var text = new StringBuilder(labels.toString());
        for (int i = begin; i < end; i++) {
            text.append(' ').append(timesMillis[i]).append(':').append(values[i]);
        }
        return text.toString();
    }

    private int checked(int index) {
        return begin + Objects.checkIndex(index, size());
    }

    /// The first point that is not before an instant, which may lie outside of what fits into
    /// milliseconds, or between two of them.
    private int firstAt(Instant instant) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Instant.ofEpochMilli(timeAt(middle)).isBefore(instant)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Collects the points of a series in ascending order. Not for several threads.
    public static final class Builder {

        private final Labels labels;
        private long[] timesMillis = new long[16];
        private double[] values = new double[16];
        private int size;

        private Builder(Labels labels) {
            this.labels = labels;
        }

        /// Add a point; a value that is not a number is a gap.
        ///
        /// - **Fails:** [IllegalArgumentException] when the time is not after the one before.
        public Builder add(long timeMillis, double value) {
            if (size > 0 && timeMillis <= timesMillis[size - 1]) {
                throw new IllegalArgumentException(
                        timeMillis + " does not come after " + timesMillis[size - 1]);
            }
            if (size == timesMillis.length) {
                timesMillis = Arrays.copyOf(timesMillis, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            timesMillis[size] = timeMillis;
            values[size] = value;
            size++;
            return this;
        }

        /// The points added so far; more may be added afterwards for another series.
        public Series build() {
            return new Series(
                    labels, Arrays.copyOf(timesMillis, size), Arrays.copyOf(values, size), 0, size);
        }
    }
}
