package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.feed.Decoded.Message;
import dev.sonde.lab.feed.Decoded.Plain;
import dev.sonde.lab.feed.OtlpMetric.Buckets;
import dev.sonde.lab.feed.OtlpMetric.ExponentialPoint;
import dev.sonde.lab.feed.OtlpMetric.HistogramPoint;
import dev.sonde.lab.feed.OtlpMetric.NumberPoint;
import dev.sonde.lab.feed.OtlpMetric.OtlpExemplar;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class OtlpMetricsTest {

    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
    private static final Instant TIME = START.plusNanos(7);

    private static final Message ATTRIBUTE =
            new Message(
                    "attribute",
                    Map.of(1, Plain.TEXT, 2, new Message("value", Map.of(1, Plain.TEXT))));
    private static final Message EXEMPLAR =
            new Message(
                    "exemplar",
                    Map.of(
                            2,
                            Plain.FIXED,
                            3,
                            Plain.DOUBLE,
                            4,
                            Plain.HEX,
                            5,
                            Plain.HEX,
                            7,
                            ATTRIBUTE));
    private static final Message NUMBER =
            new Message(
                    "point",
                    Map.of(
                            2,
                            Plain.FIXED,
                            3,
                            Plain.FIXED,
                            4,
                            Plain.DOUBLE,
                            5,
                            EXEMPLAR,
                            7,
                            ATTRIBUTE));
    private static final Message HISTOGRAM =
            new Message(
                    "point",
                    Map.of(
                            2,
                            Plain.FIXED,
                            3,
                            Plain.FIXED,
                            4,
                            Plain.FIXED,
                            5,
                            Plain.DOUBLE,
                            6,
                            Plain.HEX,
                            7,
                            Plain.HEX));
    private static final Message BUCKETS =
            new Message("buckets", Map.of(1, Plain.ZIGZAG, 2, Plain.VARINTS));
    private static final Message EXPONENTIAL =
            new Message(
                    "point",
                    Map.of(
                            2,
                            Plain.FIXED,
                            3,
                            Plain.FIXED,
                            4,
                            Plain.FIXED,
                            5,
                            Plain.DOUBLE,
                            6,
                            Plain.ZIGZAG,
                            7,
                            Plain.FIXED,
                            8,
                            BUCKETS,
                            9,
                            BUCKETS));

    private static final Message REQUEST =
            new Message(
                    "request",
                    Map.of(
                            1,
                            new Message(
                                    "resourceMetrics",
                                    Map.of(
                                            1,
                                            new Message("resource", Map.of(1, ATTRIBUTE)),
                                            2,
                                            new Message(
                                                    "scopeMetrics",
                                                    Map.of(
                                                            1,
                                                            new Message(
                                                                    "scope", Map.of(1, Plain.TEXT)),
                                                            2,
                                                            new Message(
                                                                    "metric", metricFields())))))));

    @Test
    void writesEachKindAsTheProtocolSays() throws Exception {
        var exemplar =
                new OtlpExemplar(
                        TIME, 2, "0af7651916cd43dd8448eb211c80319c", "", Attributes.none());
        var none = Attributes.none();

        assertEquals(
                List.of(
                        """
                        request{resourceMetrics{resource{attribute{1=service.name value{1=shop}}} \
                        scopeMetrics{scope{1=dev.sonde.lab} \
                        metric{1=g 3=By gauge{point{2=1700000000000000000 3=1700000000000000007 \
                        4=0.5 attribute{1=a value{1=b}}}}} \
                        metric{1=s sum{point{2=1700000000000000000 3=1700000000000000007 4=7.0 \
                        exemplar{2=1700000000000000007 3=2.0 5=0af7651916cd43dd8448eb211c80319c}} \
                        2=2 3=1}} \
                        metric{1=h histogram{point{2=1700000000000000000 3=1700000000000000007 \
                        4=3 5=9.0 6=01000000000000000200000000000000 7=000000000000f03f} 2=2}} \
                        metric{1=e exponential{point{2=1700000000000000000 3=1700000000000000007 \
                        4=6 5=9.0 6=-1 7=1 buckets{1=-3 2=[2, 0, 3]} buckets{1=0 2=[]}} 2=2}}}}}\
                        """),
                written(
                        10_000,
                        new OtlpMetric.Gauge(
                                "g",
                                "By",
                                List.of(NumberPoint.of(none.and("a", "b"), START, TIME, 0.5))),
                        new OtlpMetric.Sum(
                                "s",
                                "",
                                true,
                                List.of(new NumberPoint(none, START, TIME, 7, List.of(exemplar)))),
                        new OtlpMetric.Histogram(
                                "h",
                                "",
                                List.of(1.0),
                                List.of(
                                        new HistogramPoint(
                                                none, START, TIME, List.of(1L, 2L), 9, List.of()))),
                        new OtlpMetric.ExponentialHistogram(
                                "e",
                                "",
                                List.of(
                                        new ExponentialPoint(
                                                none,
                                                START,
                                                TIME,
                                                -1,
                                                1,
                                                9,
                                                new Buckets(-3, List.of(2L, 0L, 3L)),
                                                Buckets.none(),
                                                List.of())))));
    }

    @Test
    void splitsTheNumbersOfAMetricOverRequestsThatEachNameIt() throws Exception {
        var one = NumberPoint.of(Attributes.none(), START, START, 1);
        var two = NumberPoint.of(Attributes.none(), START, START, 2);

        assertEquals(
                List.of(
                        """
                        request{resourceMetrics{resource{attribute{1=service.name value{1=shop}}} \
                        scopeMetrics{scope{1=dev.sonde.lab} metric{1=g gauge{\
                        point{2=1700000000000000000 3=1700000000000000000 4=1.0}}}}}}\
                        """,
                        """
                        request{resourceMetrics{resource{attribute{1=service.name value{1=shop}}} \
                        scopeMetrics{scope{1=dev.sonde.lab} metric{1=g gauge{\
                        point{2=1700000000000000000 3=1700000000000000000 4=2.0}}}}}}\
                        """),
                written(50, new OtlpMetric.Gauge("g", "", List.of(one, two))));
    }

    @Test
    void refusesCountsThatDoNotFitTheBounds() {
        var point = new HistogramPoint(Attributes.none(), START, TIME, List.of(1L), 1, List.of());

        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new OtlpMetric.Histogram("h", "", List.of(1.0), List.of(point)));

        assertEquals("1 bounds need one count more, not [1]", thrown.getMessage());
    }

    private static List<String> written(int batchBytes, OtlpMetric... all) throws Exception {
        try (var server = Listener.open();
                var metrics = new OtlpMetrics(server.uri(), batchBytes)) {
            metrics.write(Attributes.ofService("shop"), List.of(all));
            List<String> requests = new ArrayList<>();
            for (Listener.Heard heard : server.heard()) {
                assertEquals("/api/v1/otlp/v1/metrics", heard.path());
                requests.add(Decoded.text(REQUEST, heard.body()));
            }
            return requests;
        }
    }

    private static Map<Integer, Decoded.Shape> metricFields() {
        return Map.of(
                1,
                Plain.TEXT,
                3,
                Plain.TEXT,
                5,
                new Message("gauge", Map.of(1, NUMBER)),
                7,
                new Message("sum", Map.of(1, NUMBER, 2, Plain.VARINT, 3, Plain.VARINT)),
                9,
                new Message("histogram", Map.of(1, HISTOGRAM, 2, Plain.VARINT)),
                10,
                new Message("exponential", Map.of(1, EXPONENTIAL, 2, Plain.VARINT)));
    }
}
