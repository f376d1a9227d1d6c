package dev.sonde.lab.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The state of a native histogram at a time: whole-number counts in exponential buckets.
///
/// Bucket `i` holds observations above `base^(i-1)` up to and with `base^i`, where `base` is
/// `2^(2^-schema)`; `negative` holds the same for values below zero. Counts are those of the bucket
/// alone, since the start of the counting.
///
/// - **Source:** Prometheus 3.15, `prompb/types.proto`, message `Histogram`.
public record NativeHistogram(
        Instant timestamp,
        int schema,
        double zeroThreshold,
        long zeroCount,
        double sum,
        SortedMap<Integer, Long> positive,
        SortedMap<Integer, Long> negative,
        ResetHint resetHint) {

    /// What the writer knows about a restart of the counting.
    public enum ResetHint {
        /// Nothing: the server compares with the histogram before.
        UNKNOWN,
        /// This is the first after a restart.
        YES,
        /// There was no restart since the one before.
        NO,
        /// It is a gauge; counts may fall.
        GAUGE
    }

    /// What a Go program's client writes: values closer to zero count as zero.
    public static final double DEFAULT_ZERO_THRESHOLD = Math.scalb(1.0, -128);

    private static final int COARSEST = -4;
    private static final int FINEST = 8;

    /// - **Fails:** [IllegalArgumentException] when the schema is not in -4 to 8 or a count is
    ///   below zero.
    public NativeHistogram {
        positive = Collections.unmodifiableSortedMap(new TreeMap<>(positive));
        negative = Collections.unmodifiableSortedMap(new TreeMap<>(negative));
        if (schema < COARSEST || schema > FINEST) {
            throw new IllegalArgumentException("a schema is in -4 to 8, not " + schema);
        }
        if (zeroCount < 0 || anyBelowZero(positive) || anyBelowZero(negative)) {
            throw new IllegalArgumentException("a count is below zero");
        }
    }

    /// Count `observations` into a new histogram.
    public static NativeHistogram of(
            Instant timestamp, int schema, Collection<Double> observations) {
        var positive = new TreeMap<Integer, Long>();
        var negative = new TreeMap<Integer, Long>();
        long zeros = 0;
        double sum = 0;
        for (double value : observations) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("an observation is a finite number");
            }
            sum += value;
            if (Math.abs(value) <= DEFAULT_ZERO_THRESHOLD) {
                zeros++;
            } else {
                (value > 0 ? positive : negative)
                        .merge(bucket(schema, Math.abs(value)), 1L, Long::sum);
            }
        }
        return new NativeHistogram(
                timestamp,
                schema,
                DEFAULT_ZERO_THRESHOLD,
                zeros,
                sum,
                positive,
                negative,
                ResetHint.UNKNOWN);
    }

    /// The number of all observations.
    public long count() {
        return zeroCount + sum(positive) + sum(negative);
    }

    /// The bucket of `schema` that holds `value`, which is finite and above zero.
    static int bucket(int schema, double value) {
        // The exponent is taken from the number itself: log(8)/log(2) may miss 3 by a bit, and a
        // power of two lies on a border.
        int exponent = Math.getExponent(value);
        if (exponent < Double.MIN_EXPONENT) {
            throw new IllegalArgumentException("a subnormal number counts as zero: " + value);
        }
        double mantissa = Math.scalb(value, -exponent);
        if (schema > 0) {
            int perPower = 1 << schema;
            double inside = Math.log(mantissa) / Math.log(2) * perPower;
            return exponent * perPower + (int) Math.ceil(inside);
        }
        int upper = mantissa > 1 ? exponent + 1 : exponent;
        return Math.ceilDiv(upper, 1 << -schema);
    }

    private static boolean anyBelowZero(Map<Integer, Long> counts) {
        return counts.values().stream().anyMatch(count -> count < 0);
    }

    private static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
