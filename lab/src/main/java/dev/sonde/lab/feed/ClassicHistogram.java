package dev.sonde.lab.feed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A classic histogram: one family of series, `_bucket` with `le`, `_sum` and `_count`.
///
/// `labels` names the family, without a suffix; `bounds` are the upper bounds, ascending, without
/// `+Inf`, which is always there.
public record ClassicHistogram(Labels labels, List<Double> bounds, List<State> states) {

    /// The histogram at a time. `counts` has one number for each bound and a last one for `+Inf`;
    /// each is that of its bucket alone (the series' own numbers, which add up, are made of them).
    public record State(
            Instant timestamp, List<Long> counts, double sum, List<Exemplar> exemplars) {

        /// Copy the lists.
        public State {
            counts = List.copyOf(counts);
            exemplars = List.copyOf(exemplars);
        }

        /// A state without exemplars.
        public static State of(Instant timestamp, List<Long> counts, double sum) {
            return new State(timestamp, counts, sum, List.of());
        }
    }

    /// - **Fails:** [IllegalArgumentException] when the bounds do not ascend or a state has not one
    ///   count more than there are bounds.
    public ClassicHistogram {
        bounds = List.copyOf(bounds);
        states = List.copyOf(states);
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i) <= bounds.get(i - 1)) {
                throw new IllegalArgumentException("the bounds do not ascend: " + bounds);
            }
        }
        for (State state : states) {
            if (state.counts().size() != bounds.size() + 1) {
                throw new IllegalArgumentException(
                        bounds.size() + " bounds need one count more, not " + state.counts());
            }
        }
    }

    /// The series of this histogram: the buckets from the lowest up, then `_sum` and `_count`. An
    /// exemplar lies on the bucket that its value falls into.
    public List<TimeSeries> series() {
        List<TimeSeries> all = new ArrayList<>();
        for (int bucket = 0; bucket <= bounds.size(); bucket++) {
            List<Sample> samples = new ArrayList<>();
            List<Exemplar> exemplars = new ArrayList<>();
            for (State state : states) {
                samples.add(new Sample(state.timestamp(), upTo(state, bucket)));
                for (Exemplar exemplar : state.exemplars()) {
                    if (bucketOf(exemplar.value()) == bucket) {
                        exemplars.add(exemplar);
                    }
                }
            }
            String le = bucket == bounds.size() ? "+Inf" : le(bounds.get(bucket));
            var series = TimeSeries.of(suffixed("_bucket").and("le", le), samples);
            all.add(series.withExemplars(exemplars));
        }
        all.add(
                TimeSeries.of(
                        suffixed("_sum"),
                        states.stream().map(s -> new Sample(s.timestamp(), s.sum())).toList()));
        all.add(
                TimeSeries.of(
                        suffixed("_count"),
                        states.stream()
                                .map(s -> new Sample(s.timestamp(), upTo(s, bounds.size())))
                                .toList()));
        return List.copyOf(all);
    }

    private Labels suffixed(String suffix) {
        return labels.renamed(labels.name() + suffix);
    }

    private int bucketOf(double value) {
        int bucket = 0;
        while (bucket < bounds.size() && value > bounds.get(bucket)) {
            bucket++;
        }
        return bucket;
    }

    private static double upTo(State state, int bucket) {
        return state.counts().subList(0, bucket + 1).stream().mapToLong(Long::longValue).sum();
    }

    /// Write a bound as Prometheus 3 stores that of a scraped one: Go's shortest form, and `.0`
    /// where it would look like a whole number.
    ///
    /// - **Source:** Prometheus 3.15, `model/labels/float.go`; an exponent is written below -4 and
    ///   from 6 on (Go's `strconv`, shortest `g`).
    static String le(double bound) {
        if (Double.isInfinite(bound)) {
            return bound > 0 ? "+Inf" : "-Inf";
        }
        if (bound == 0) {
            return "0.0";
        }
        var decimal = new BigDecimal(Double.toString(bound)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            String plain = decimal.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = decimal.movePointLeft(exponent).toPlainString();
        String sign = exponent < 0 ? "-" : "+";
        int size = Math.abs(exponent);
        return digits + "e" + sign + (size < 10 ? "0" : "") + size;
    }
}
