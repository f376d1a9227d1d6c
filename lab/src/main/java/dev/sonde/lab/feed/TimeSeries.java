package dev.sonde.lab.feed;

import java.util.Comparator;
import java.util.List;

/// One series as remote write sends it: labels, and what happened to it in the order of time.
///
/// A series holds samples or native histograms; exemplars go with either.
public record TimeSeries(
        Labels labels,
        List<Sample> samples,
        List<Exemplar> exemplars,
        List<NativeHistogram> histograms) {

    /// Put each list into the order of time, which the server asks for.
    public TimeSeries {
        samples = samples.stream().sorted(Comparator.comparing(Sample::timestamp)).toList();
        exemplars =
                exemplars.stream()
                        .sorted(
                                Comparator.comparing(Exemplar::timestamp)
                                        .thenComparingDouble(Exemplar::value))
                        .toList();
        histograms =
                histograms.stream()
                        .sorted(Comparator.comparing(NativeHistogram::timestamp))
                        .toList();
    }

    /// A series of plain numbers.
    public static TimeSeries of(Labels labels, List<Sample> samples) {
        return new TimeSeries(labels, samples, List.of(), List.of());
    }

    /// A series of native histograms.
    public static TimeSeries ofHistograms(Labels labels, List<NativeHistogram> histograms) {
        return new TimeSeries(labels, List.of(), List.of(), histograms);
    }

    /// The same with these exemplars instead of its own.
    public TimeSeries withExemplars(List<Exemplar> exemplars) {
        return new TimeSeries(labels, samples, exemplars, histograms);
    }
}
