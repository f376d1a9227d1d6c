package dev.sonde.testing;

import dev.sonde.model.Labels;
import dev.sonde.model.Series;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Series as the unit tests of Prometheus rules write them, so that a test shows its data.
///
/// The values stand on a grid: `1 1 0 _ 1` are five points of which the fourth is a gap; `1+2x3` is
/// `1 3 5 7`, `4-1x2` is `4 3 2`, `5x2` is `5 5 5` and `_x2` is `_ _`. Also `NaN`, which is a gap
/// as well, `Inf` and `-Inf`.
///
/// - **Source:** Prometheus documentation, "Unit testing for rules", as of 3.15; without histograms
///   and `stale`.
public final class SeriesText {

    private static final Pattern NAME_AND_LABELS =
            Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)?(?:\\{(.*)\\})?");

    private static final Pattern LABEL =
            Pattern.compile("\\s*([^=,\\s'\"]+)\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*(?:,|$)");

    private static final Pattern REPEATED =
            Pattern.compile("(_|-?[0-9.]+)(?:([+-])([0-9.]+))?x([0-9]+)");

    private SeriesText() {}

    /// One point a minute from 1970 on, as promtool has it.
    public static Series series(String labels, String values) {
        return series(labels, Instant.EPOCH, Duration.ofMinutes(1), values);
    }

    /// One point a `step` from `start` on.
    ///
    /// @param labels such as `up{pod='a'}`; the name becomes the label `__name__`
    /// @param values in the notation above
    public static Series series(String labels, Instant start, Duration step, String values) {
        var points = new Points(start.toEpochMilli(), step.toMillis(), labels(labels));
        for (String word : values.strip().split("\\s+", -1)) {
            add(points, word);
        }
        return points.series.build();
    }

    /// The labels of `name{a='1', b="2"}`.
    public static Labels labels(String text) {
        Matcher parts = NAME_AND_LABELS.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a series: " + text);
        }
        Map<String, String> values = new TreeMap<>();
        if (parts.group(1) != null) {
            values.put("__name__", parts.group(1));
        }
        String inside = parts.group(2) == null ? "" : parts.group(2);
        Matcher label = LABEL.matcher(inside);
        int at = 0;
        for (; at < inside.length(); at = label.end()) {
            if (!label.find(at) || label.start() != at) {
                throw new IllegalArgumentException("not a label: " + inside.substring(at));
            }
            values.put(label.group(1), label.group(2) == null ? label.group(3) : label.group(2));
        }
        return Labels.of(values);
    }

    private static void add(Points points, String word) {
        Matcher repeated = REPEATED.matcher(word);
        if (!repeated.matches()) {
            points.add(value(word));
            return;
        }
        int times = Integer.parseInt(repeated.group(4));
        if (repeated.group(1).equals("_")) {
            // A gap is repeated so often; a value is followed by so many more.
            for (int i = 0; i < times; i++) {
                points.add(Double.NaN);
            }
            return;
        }
        double first = Double.parseDouble(repeated.group(1));
        double step = repeated.group(3) == null ? 0 : Double.parseDouble(repeated.group(3));
        for (int i = 0; i <= times; i++) {
            points.add("-".equals(repeated.group(2)) ? first - i * step : first + i * step);
        }
    }

    private static double value(String word) {
        return switch (word) {
            case "_", "NaN" -> Double.NaN;
            case "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    private static final class Points {
        private final Series.Builder series;
        private final long stepMillis;
        private long nextMillis;

        Points(long startMillis, long stepMillis, Labels labels) {
            this.series = Series.builder(labels);
            this.stepMillis = stepMillis;
            this.nextMillis = startMillis;
        }

        void add(double value) {
            series.add(nextMillis, value);
            nextMillis += stepMillis;
        }
    }
}
