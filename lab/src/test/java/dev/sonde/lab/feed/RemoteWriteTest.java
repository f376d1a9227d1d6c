package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.feed.Decoded.Message;
import dev.sonde.lab.feed.Decoded.Plain;
import dev.sonde.lab.feed.MetricMetadata.MetricType;
import dev.sonde.lab.feed.NativeHistogram.ResetHint;

import io.airlift.compress.snappy.SnappyDecompressor;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class RemoteWriteTest {

    private static final Message LABEL = new Message("label", Map.of(1, Plain.TEXT, 2, Plain.TEXT));
    private static final Message SPAN =
            new Message("span", Map.of(1, Plain.ZIGZAG, 2, Plain.VARINT));
    private static final Message REQUEST =
            new Message(
                    "request",
                    Map.of(
                            1,
                            new Message(
                                    "series",
                                    Map.of(
                                            1,
                                            LABEL,
                                            2,
                                            new Message(
                                                    "sample",
                                                    Map.of(1, Plain.DOUBLE, 2, Plain.VARINT)),
                                            3,
                                            new Message(
                                                    "exemplar",
                                                    Map.of(
                                                            1,
                                                            LABEL,
                                                            2,
                                                            Plain.DOUBLE,
                                                            3,
                                                            Plain.VARINT)),
                                            4,
                                            new Message("histogram", histogramFields()))),
                            3,
                            new Message(
                                    "metadata",
                                    Map.of(
                                            1,
                                            Plain.VARINT,
                                            2,
                                            Plain.TEXT,
                                            4,
                                            Plain.TEXT,
                                            5,
                                            Plain.TEXT))));

    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);

    @Test
    void writesSeriesAsTheProtocolSays() throws Exception {
        var series =
                new TimeSeries(
                        Labels.named("up").and("b", "ü \"x\"").and("a", "1"),
                        List.of(new Sample(TIME, 0), new Sample(TIME.minusMillis(1), -1.5)),
                        List.of(new Exemplar(new TreeMap<>(Map.of("id", "7")), 0.5, TIME)),
                        List.of());

        assertEquals(
                List.of(
                        "request{series{label{1=__name__ 2=up} label{1=a 2=1} label{1=b 2=ü \"x\"}"
                                + " sample{1=-1.5 2=1700000000122} sample{1=0.0 2=1700000000123}"
                                + " exemplar{label{1=id 2=7} 2=0.5 3=1700000000123}}}"),
                written(10_000, series));
    }

    @Test
    void writesBucketsOfNativeHistogramsAsSpansAndDifferences() throws Exception {
        var histogram =
                new NativeHistogram(
                        TIME,
                        3,
                        0.25,
                        4,
                        12.5,
                        new TreeMap<>(Map.of(-2, 3L, -1, 5L, 3, 1L)),
                        new TreeMap<>(Map.of(7, 2L)),
                        ResetHint.GAUGE);

        assertEquals(
                List.of(
                        "request{series{label{1=__name__ 2=h} histogram{1=15 3=12.5 4=3 5=0.25 6=4"
                                + " span{1=7 2=1} 9=[2]"
                                + " span{1=-2 2=2} span{1=3 2=1} 12=[3, 2, -4]"
                                + " 14=3 15=1700000000123}}}"),
                written(10_000, TimeSeries.ofHistograms(Labels.named("h"), List.of(histogram))));
    }

    @Test
    void splitsASeriesOverRequestsWithItsLabelsRepeatedAndItsExemplarsLast() throws Exception {
        var series =
                TimeSeries.of(
                                Labels.named("up"),
                                List.of(new Sample(TIME, 1), new Sample(TIME.plusMillis(1), 2)))
                        .withExemplars(List.of(new Exemplar(new TreeMap<>(), 3, TIME)));

        assertEquals(
                List.of(
                        "request{series{label{1=__name__ 2=up} sample{1=1.0 2=1700000000123}}}",
                        "request{series{label{1=__name__ 2=up} sample{1=2.0 2=1700000000124}}}",
                        "request{series{label{1=__name__ 2=up} exemplar{2=3.0 3=1700000000123}}}"),
                written(40, series));
    }

    @Test
    void writesMetadataAndMarksTheRequestAsRemoteWrite() throws Exception {
        try (var server = Listener.open();
                var write = new RemoteWrite(server.uri())) {
            write.writeMetadata(
                    List.of(new MetricMetadata("up", MetricType.GAUGE, "Says \"yes\"", "")));

            var heard = server.heard().getFirst();
            assertEquals(
                    "request{metadata{1=2 2=up 4=Says \"yes\"}}",
                    Decoded.text(REQUEST, plain(heard.body())));
            assertEquals("/api/v1/write", heard.path());
            assertEquals("snappy", heard.header("Content-Encoding"));
            assertEquals("application/x-protobuf", heard.header("Content-Type"));
            assertEquals("0.1.0", heard.header("X-Prometheus-Remote-Write-Version"));
        }
    }

    @Test
    void reportsTheStatusAndTheWordsOfARefusal() throws Exception {
        byte[] words = "out of order sample\n".getBytes(StandardCharsets.UTF_8);
        try (var server = Listener.answering(400, words);
                var write = new RemoteWrite(server.uri())) {
            var series = TimeSeries.of(Labels.named("up"), List.of(new Sample(TIME, 1)));

            var refused =
                    assertThrows(RefusedWriteException.class, () -> write.write(List.of(series)));

            assertEquals(400, refused.status());
            assertEquals("out of order sample", refused.serverText());
            assertEquals(
                    "POST "
                            + server.uri()
                            + "/api/v1/write was refused with status 400:"
                            + " out of order sample",
                    refused.getMessage());
        }
    }

    @Test
    void refusesAnotherMachine() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new RemoteWrite(URI.create("http://192.0.2.1:9090")));

        assertEquals(
                "the lab asks only this machine, not http://192.0.2.1:9090/api/v1/write",
                thrown.getMessage());
    }

    private static List<String> written(int batchBytes, TimeSeries series) throws Exception {
        try (var server = Listener.open();
                var write = new RemoteWrite(server.uri(), batchBytes)) {
            write.write(List.of(series));
            List<String> requests = new ArrayList<>();
            for (Listener.Heard heard : server.heard()) {
                requests.add(Decoded.text(REQUEST, plain(heard.body())));
            }
            return requests;
        }
    }

    private static byte[] plain(byte[] compressed) throws IOException {
        byte[] plain = new byte[SnappyDecompressor.getUncompressedLength(compressed, 0)];
        int size =
                new SnappyDecompressor()
                        .decompress(compressed, 0, compressed.length, plain, 0, plain.length);
        assertEquals(plain.length, size);
        return plain;
    }

    private static Map<Integer, Decoded.Shape> histogramFields() {
        return Map.ofEntries(
                Map.entry(1, Plain.VARINT),
                Map.entry(3, Plain.DOUBLE),
                Map.entry(4, Plain.ZIGZAG),
                Map.entry(5, Plain.DOUBLE),
                Map.entry(6, Plain.VARINT),
                Map.entry(8, SPAN),
                Map.entry(9, Plain.ZIGZAGS),
                Map.entry(11, SPAN),
                Map.entry(12, Plain.ZIGZAGS),
                Map.entry(14, Plain.VARINT),
                Map.entry(15, Plain.VARINT));
    }
}
