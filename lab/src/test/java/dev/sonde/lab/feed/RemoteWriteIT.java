package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.Lab;
import dev.sonde.lab.feed.MetricMetadata.MetricType;
import dev.sonde.lab.junit.Live;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What is written to a real Prometheus comes back as it was.
@Live
class RemoteWriteIT {

    private final LiveServers servers;
    private final Instant now = LiveServers.now();
    private final String run = LiveServers.run();
    private final RemoteWrite write;

    RemoteWriteIT(Lab lab) {
        this.servers = new LiveServers(lab);
        this.write = new RemoteWrite(servers.prometheus());
    }

    @AfterEach
    void close() {
        write.close();
        servers.close();
    }

    @Test
    void samplesComeBackAsTheyWereWritten() throws Exception {
        write.write(
                List.of(
                        TimeSeries.of(
                                named("lab_temperature_celsius").and("room", "a \"b\"\n{ü}"),
                                List.of(
                                        new Sample(now, 21.75),
                                        new Sample(now.minusSeconds(30), -0.1),
                                        new Sample(
                                                now.minusSeconds(15).plusMillis(500),
                                                Double.POSITIVE_INFINITY)))));

        long second = now.getEpochSecond();
        assertEquals(
                """
                [{"metric":{"__name__":"lab_temperature_celsius","room":"a \\"b\\"\\n{ü}",\
                "run":"%s"},"values":[[%s,"-0.1"],[%s.5,"+Inf"],[%s,"21.75"]]}]\
                """
                        .formatted(run, second - 30, second - 15, second),
                servers.at(now, "lab_temperature_celsius{run='%s'}[1m]".formatted(run)).toString());
    }

    @Test
    void hoursOfHistoryOfThousandsOfSeriesAreWrittenAtOnce() throws Exception {
        int series = 2000;
        int samples = 6 * 60;
        Iterable<TimeSeries> all =
                () ->
                        IntStream.range(0, series)
                                .mapToObj(number -> history(number, samples))
                                .iterator();
        write.write(all);

        String metric = "lab_history{run='%s'}[7h]".formatted(run);
        assertEquals(
                "[\"%s\"]".formatted(series),
                values("count(count_over_time(%s) == %s)".formatted(metric, samples)));
        assertEquals(
                "[\"%s\"]".formatted(series),
                values(
                        "count(last_over_time(%s) - min_over_time(%s) == %s)"
                                .formatted(metric, metric, samples - 1)));
        assertEquals(
                "[\"1999359\"]",
                values("last_over_time(lab_history{run='%s',number='1999'}[7h])".formatted(run)));
    }

    @Test
    void exemplarsComeBackWithTheirLabels() throws Exception {
        var first = Exemplar.ofTrace("0af7651916cd43dd8448eb211c80319c", 0.25, now.minusSeconds(5));
        var second = new Exemplar(new TreeMap<>(Map.of("who", "ünï")), 0.5, now);
        write.write(
                List.of(
                        TimeSeries.of(
                                        named("lab_requests_total"),
                                        List.of(
                                                new Sample(now.minusSeconds(5), 1),
                                                new Sample(now, 2)))
                                .withExemplars(List.of(second, first))));

        assertEquals(
                """
                [{"seriesLabels":{"__name__":"lab_requests_total","run":"%s"},"exemplars":[\
                {"labels":{"trace_id":"0af7651916cd43dd8448eb211c80319c"},"value":"0.25",\
                "timestamp":%s},\
                {"labels":{"who":"ünï"},"value":"0.5","timestamp":%s}]}]\
                """
                        .formatted(run, now.getEpochSecond() - 5, now.getEpochSecond()),
                servers.exemplars(
                                now.minusSeconds(60),
                                now.plusSeconds(1),
                                "lab_requests_total{run='%s'}".formatted(run))
                        .toString());
    }

    @Test
    void nativeHistogramsComeBackBucketByBucket() throws Exception {
        var before = NativeHistogram.of(now.minusSeconds(60), 1, List.of(1.0, 3.0));
        var after = NativeHistogram.of(now, 1, List.of(1.0, 3.0, 3.5, 0.0, -2.0, 100.0, 2.0, 2.0));
        write.write(
                List.of(
                        TimeSeries.ofHistograms(
                                named("lab_duration_seconds"), List.of(before, after))));

        String metric = "lab_duration_seconds{run='%s'}".formatted(run);
        assertEquals("[\"8\"]", values("histogram_count(%s)".formatted(metric)));
        assertEquals("[\"109.5\"]", values("histogram_sum(%s)".formatted(metric)));
        assertEquals(
                """
                {"count":"8","sum":"109.5","buckets":[\
                [1,"-2","-1.414213562373095","1"],\
                [3,"-2.938735877055719e-39","2.938735877055719e-39","1"],\
                [0,"0.7071067811865475","1","1"],\
                [0,"1.414213562373095","2","2"],\
                [0,"2.82842712474619","4","2"],\
                [0,"90.50966799187808","128","1"]]}\
                """,
                servers.at(now, metric).at("/0/histogram/1").toString());
        assertEquals(
                "[\"2\"]", values("histogram_count(%s)".formatted(metric), now.minusSeconds(60)));
    }

    @Test
    void classicHistogramsComeBackAsTheirFamily() throws Exception {
        var exemplar = Exemplar.ofTrace("4bf92f3577b34da6a3ce929d0e0e4736", 0.7, now);
        write.write(
                new ClassicHistogram(
                                named("lab_size_bytes"),
                                List.of(0.5, 1.0, 1_000_000.0),
                                List.of(
                                        ClassicHistogram.State.of(
                                                now.minusSeconds(60), List.of(0L, 0L, 0L, 0L), 0),
                                        new ClassicHistogram.State(
                                                now,
                                                List.of(1L, 2L, 0L, 1L),
                                                2_000_002.5,
                                                List.of(exemplar))))
                        .series());

        assertEquals(
                """
                +Inf 4
                0.5 1
                1.0 3
                1e+06 3
                """,
                byLabel("sort_by_label(lab_size_bytes_bucket{run='%s'}, 'le')".formatted(run)));
        assertEquals("[\"4\"]", values("lab_size_bytes_count{run='%s'}".formatted(run)));
        assertEquals("[\"2000002.5\"]", values("lab_size_bytes_sum{run='%s'}".formatted(run)));
        assertEquals(
                "[\"0.75\"]",
                values("histogram_quantile(0.5, lab_size_bytes_bucket{run='%s'})".formatted(run)));
        assertEquals(
                "{\"__name__\":\"lab_size_bytes_bucket\",\"le\":\"1.0\",\"run\":\"%s\"}"
                        .formatted(run),
                servers.exemplars(
                                now.minusSeconds(60),
                                now.plusSeconds(1),
                                "lab_size_bytes_bucket{run='%s'}".formatted(run))
                        .at("/0/seriesLabels")
                        .toString());
    }

    @Test
    void aRefusedWriteNamesTheStatusAndTheServersWords() {
        var tomorrow =
                TimeSeries.of(
                        named("lab_tomorrow"),
                        List.of(new Sample(now.plus(Duration.ofDays(1)), 1)));

        var refused =
                assertThrows(RefusedWriteException.class, () -> write.write(List.of(tomorrow)));

        assertEquals(
                """
                POST %s/api/v1/write was refused with status 400: \
                out of bounds: timestamp is too far in the future\
                """
                        .formatted(servers.prometheus()),
                refused.getMessage());
        assertEquals(400, refused.status());
    }

    @Test
    void metadataIsTakenAndNotKept() throws Exception {
        write.writeMetadata(
                List.of(
                        new MetricMetadata(
                                "lab_temperature_celsius",
                                MetricType.GAUGE,
                                "How warm",
                                "celsius")));

        assertEquals(
                "{\"status\":\"success\",\"data\":{}}",
                servers.get(
                                servers.prometheus(),
                                "/api/v1/metadata",
                                Map.of("metric", "lab_temperature_celsius"))
                        .toString());
    }

    private Labels named(String metric) {
        return Labels.named(metric).and("run", run);
    }

    private TimeSeries history(int number, int samples) {
        List<Sample> values = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            values.add(new Sample(now.minusSeconds(60L * (samples - 1 - i)), number * 1000.0 + i));
        }
        return TimeSeries.of(named("lab_history").and("number", Integer.toString(number)), values);
    }

    private String values(String promql) throws Exception {
        return values(promql, now);
    }

    private String values(String promql, Instant time) throws Exception {
        List<String> values = new ArrayList<>();
        servers.at(time, promql).forEach(one -> values.add(one.at("/value/1").toString()));
        return values.toString();
    }

    private String byLabel(String promql) throws Exception {
        var text = new StringBuilder();
        servers.at(now, promql)
                .forEach(
                        one ->
                                text.append(one.at("/metric/le").asText())
                                        .append(' ')
                                        .append(one.at("/value/1").asText())
                                        .append('\n'));
        return text.toString();
    }
}
