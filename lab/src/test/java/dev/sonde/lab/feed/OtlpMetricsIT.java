package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.Lab;
import dev.sonde.lab.feed.OtlpMetric.Buckets;
import dev.sonde.lab.feed.OtlpMetric.ExponentialPoint;
import dev.sonde.lab.feed.OtlpMetric.HistogramPoint;
import dev.sonde.lab.feed.OtlpMetric.NumberPoint;
import dev.sonde.lab.feed.OtlpMetric.OtlpExemplar;
import dev.sonde.lab.junit.Live;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is written to a real Prometheus by OTLP comes back under Prometheus' names.
@Live
class OtlpMetricsIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final LiveServers servers;
    private final OtlpMetrics metrics;
    private final Instant now = LiveServers.now();
    private final Instant start = now.minusSeconds(3600);
    private final String run = LiveServers.run();
    private final Attributes resource =
            Attributes.ofService("basket")
                    .and("service.namespace", "shop")
                    .and("service.instance.id", run)
                    .and("k8s.pod.name", "basket-0");

    OtlpMetricsIT(Lab lab) {
        this.servers = new LiveServers(lab);
        this.metrics = new OtlpMetrics(servers.prometheus());
    }

    @AfterEach
    void close() {
        metrics.close();
        servers.close();
    }

    @Test
    void gaugesAndSumsComeBackUnderPrometheusNames() throws Exception {
        var attributes = Attributes.none().and("http.route", "/pay").and("code", 200);
        metrics.write(
                resource,
                List.of(
                        new OtlpMetric.Gauge(
                                "lab.queue.size",
                                "By",
                                List.of(NumberPoint.of(attributes, start, now, 0.5))),
                        new OtlpMetric.Sum(
                                "lab.calls",
                                "",
                                true,
                                List.of(
                                        new NumberPoint(
                                                attributes,
                                                start,
                                                now,
                                                7,
                                                List.of(exemplar(3)))))));

        assertEquals(
                """
                [{"metric":{"__name__":"lab_queue_size_bytes","code":"200",\
                "http_route":"/pay","instance":"%s","job":"shop/basket"},"value":[%s,"0.5"]}]\
                """
                        .formatted(run, now.getEpochSecond()),
                servers.at(now, "lab_queue_size_bytes{instance='%s'}".formatted(run)).toString());
        assertEquals(
                """
                [{"metric":{"__name__":"lab_calls_total","code":"200",\
                "http_route":"/pay","instance":"%s","job":"shop/basket"},"value":[%s,"7"]}]\
                """
                        .formatted(run, now.getEpochSecond()),
                servers.at(now, "lab_calls_total{instance='%s'}".formatted(run)).toString());
        assertEquals(
                """
                [{"metric":{"__name__":"target_info","instance":"%s","job":"shop/basket",\
                "k8s_pod_name":"basket-0"},"value":[%s,"1"]}]\
                """
                        .formatted(run, now.getEpochSecond()),
                servers.at(now, "target_info{instance='%s'}".formatted(run)).toString());
        assertEquals(
                """
                [{"labels":{"span_id":"b7ad6b7169203331",\
                "trace_id":"0af7651916cd43dd8448eb211c80319c","who":"me"},\
                "value":"3","timestamp":%s}]\
                """
                        .formatted(now.getEpochSecond()),
                servers.exemplars(
                                start,
                                now.plusSeconds(1),
                                "lab_calls_total{instance='%s'}".formatted(run))
                        .at("/0/exemplars")
                        .toString());
    }

    @Test
    void histogramsComeBackAsClassicOnes() throws Exception {
        metrics.write(
                resource,
                List.of(
                        new OtlpMetric.Histogram(
                                "lab.wait",
                                "s",
                                List.of(0.5, 1.0),
                                List.of(
                                        new HistogramPoint(
                                                Attributes.none(),
                                                start,
                                                now,
                                                List.of(1L, 2L, 4L),
                                                12.5,
                                                List.of(exemplar(0.75)))))));

        // "1", where a scrape and the specification of OpenMetrics have "1.0".
        assertEquals("1", value("lab_wait_seconds_bucket{le='0.5',instance='%s'}"));
        assertEquals("3", value("lab_wait_seconds_bucket{le='1',instance='%s'}"));
        assertEquals("7", value("lab_wait_seconds_bucket{le='+Inf',instance='%s'}"));
        assertEquals("7", value("lab_wait_seconds_count{instance='%s'}"));
        assertEquals("12.5", value("lab_wait_seconds_sum{instance='%s'}"));
        assertEquals(
                """
                {"__name__":"lab_wait_seconds_bucket","instance":"%s","job":"shop/basket",\
                "le":"1"}\
                """
                        .formatted(run),
                servers.exemplars(
                                start,
                                now.plusSeconds(1),
                                "lab_wait_seconds_bucket{instance='%s'}".formatted(run))
                        .at("/0/seriesLabels")
                        .toString());
    }

    @Test
    void exponentialHistogramsComeBackAsNativeOnes() throws Exception {
        metrics.write(
                resource,
                List.of(
                        new OtlpMetric.ExponentialHistogram(
                                "lab.span",
                                "s",
                                List.of(
                                        new ExponentialPoint(
                                                Attributes.none(),
                                                start,
                                                now,
                                                0,
                                                1,
                                                9.5,
                                                new Buckets(0, List.of(2L, 0L, 3L)),
                                                new Buckets(-1, List.of(4L)),
                                                List.of(exemplar(1.5)))))));

        assertEquals("10", value("histogram_count(lab_span_seconds{instance='%s'})"));
        assertEquals("9.5", value("histogram_sum(lab_span_seconds{instance='%s'})"));
        assertEquals(
                """
                [[1,"-1","-0.5","4"],[3,"-1e-128","1e-128","1"],[0,"1","2","2"],[0,"4","8","3"]]\
                """,
                servers.at(now, "lab_span_seconds{instance='%s'}".formatted(run))
                        .at("/0/histogram/1/buckets")
                        .toString());
        assertEquals(
                "\"1.5\"",
                servers.exemplars(
                                start,
                                now.plusSeconds(1),
                                "lab_span_seconds{instance='%s'}".formatted(run))
                        .at("/0/exemplars/0/value")
                        .toString());
    }

    @Test
    void aRefusedWriteNamesTheStatusAndTheServersWords() {
        var tomorrow = now.plus(Duration.ofDays(1));
        var gauge =
                new OtlpMetric.Gauge(
                        "lab.tomorrow",
                        "",
                        List.of(NumberPoint.of(Attributes.none(), start, tomorrow, 1)));

        var refused =
                assertThrows(
                        RefusedWriteException.class, () -> metrics.write(resource, List.of(gauge)));

        // Twice: the server writes target_info at the same time.
        assertEquals(
                """
                POST %s/api/v1/otlp/v1/metrics was refused with status 400: \
                out of bounds: timestamp is too far in the future
                out of bounds: timestamp is too far in the future\
                """
                        .formatted(servers.prometheus()),
                refused.getMessage());
    }

    private OtlpExemplar exemplar(double value) {
        return new OtlpExemplar(
                now, value, TRACE, "b7ad6b7169203331", Attributes.none().and("who", "me"));
    }

    private String value(String promql) throws Exception {
        return servers.at(now, promql.replace("%s", run)).at("/0/value/1").asText();
    }
}
