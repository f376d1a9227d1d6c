package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class ClassicHistogramTest {

    @Test
    void becomesAFamilyWhoseBucketsAddUp() {
        var exemplar = Exemplar.ofTrace("t", 0.1, Instant.EPOCH);
        var histogram =
                new ClassicHistogram(
                        Labels.named("h").and("pod", "a"),
                        List.of(0.1, 2.0),
                        List.of(
                                new ClassicHistogram.State(
                                        Instant.EPOCH, List.of(1L, 2L, 3L), 9.5, List.of(exemplar)),
                                ClassicHistogram.State.of(
                                        Instant.EPOCH.plusSeconds(1), List.of(1L, 2L, 4L), 12)));

        assertEquals(
                """
                {__name__=h_bucket, le=0.1, pod=a} 1.0 1.0 exemplars 1
                {__name__=h_bucket, le=2.0, pod=a} 3.0 3.0 exemplars 0
                {__name__=h_bucket, le=+Inf, pod=a} 6.0 7.0 exemplars 0
                {__name__=h_sum, pod=a} 9.5 12.0 exemplars 0
                {__name__=h_count, pod=a} 6.0 7.0 exemplars 0
                """,
                histogram.series().stream()
                        .map(ClassicHistogramTest::text)
                        .collect(Collectors.joining()));
    }

    @Test
    void writesBoundsAsPrometheusDoes() {
        assertEquals(
                "0.005 0.1 1.0 2.5 10.0 100000.0 1e+06 1.234567e+06 1.5e+21 0.0001 1e-05 1e-10"
                        + " 1e+100 123456.789 -1.0 0.0 +Inf",
                Stream.of(
                                0.005,
                                0.1,
                                1.0,
                                2.5,
                                10.0,
                                100000.0,
                                1e6,
                                1234567.0,
                                1.5e21,
                                0.0001,
                                0.00001,
                                1e-10,
                                1e100,
                                123456.789,
                                -1.0,
                                0.0,
                                Double.POSITIVE_INFINITY)
                        .map(ClassicHistogram::le)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void refusesCountsThatDoNotFitTheBounds() {
        var states = List.of(ClassicHistogram.State.of(Instant.EPOCH, List.of(1L), 1));

        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new ClassicHistogram(Labels.named("h"), List.of(1.0), states));

        assertEquals("1 bounds need one count more, not [1]", thrown.getMessage());
    }

    @Test
    void refusesBoundsThatDoNotAscend() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new ClassicHistogram(
                                        Labels.named("h"), List.of(1.0, 1.0), List.of()));

        assertEquals("the bounds do not ascend: [1.0, 1.0]", thrown.getMessage());
    }

    private static String text(TimeSeries series) {
        return series.labels().values()
                + series.samples().stream()
                        .map(sample -> " " + sample.value())
                        .collect(Collectors.joining())
                + " exemplars "
                + series.exemplars().size()
                + "\n";
    }
}
