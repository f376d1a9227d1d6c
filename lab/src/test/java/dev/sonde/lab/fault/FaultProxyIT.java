package dev.sonde.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonde.lab.Lab;
import dev.sonde.lab.fault.Fault.Answer;
import dev.sonde.lab.fault.Fault.CutAfter;
import dev.sonde.lab.fault.Fault.Ending;
import dev.sonde.lab.fault.Fault.HalfClosed;
import dev.sonde.lab.fault.Fault.PauseAfter;
import dev.sonde.lab.fault.Fault.Point;
import dev.sonde.lab.fault.Fault.Trickle;
import dev.sonde.lab.fault.Fault.UnknownAuthority;
import dev.sonde.lab.fault.Fault.WrongContentLength;
import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.junit.Live;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;

/// The faults on the answers of a real Prometheus.
@Live
@Timeout(120)
class FaultProxyIT {

    /// An answer that depends on nothing that the server has scraped, short enough for a length.
    private static final String SHORT = "/api/v1/query?query=vector(7)&time=1000000000";

    private static final String SEVEN =
            """
            {"status":"success","data":{"resultType":"vector","result":\
            [{"metric":{},"value":[1000000000,"7"]}]}}\
            """;

    /// An answer of the same kind that is so long that the server sends it in chunks.
    private static final String LONG =
            "/api/v1/query_range?query=vector(7)&start=1000000000&end=1000010000&step=1";

    private final LoopbackClient client = LoopbackClient.open();
    private final URI prometheus;
    private final FaultProxy proxy;

    FaultProxyIT(Lab lab) {
        prometheus = lab.prometheus().uri();
        proxy = FaultProxy.inFrontOf(prometheus);
    }

    @AfterEach
    void close() {
        proxy.close();
        client.close();
    }

    @Test
    void passesAnswersOnUnchanged() throws Exception {
        assertEquals(SEVEN, get(proxy.uri(), SHORT));

        var request = LoopbackClient.request(proxy.uri().resolve(LONG)).build();
        var answer = client.send(request);
        assertEquals(List.of("chunked"), answer.headers().allValues("Transfer-Encoding"));
        assertEquals(get(prometheus, LONG), text(answer.body()));

        assertEquals(1, proxy.connections());
        assertEquals(
                List.of("GET " + SHORT + " HTTP/1.1", "GET " + LONG + " HTTP/1.1"),
                proxy.requests());
    }

    @Test
    void passesRequestsWithABodyOn() throws IOException {
        try (var raw = RawClient.connect(proxy.uri())) {
            String query = "query=vector(7)&time=1000000000";
            raw.send(
                    "POST /api/v1/query HTTP/1.1\r\nHost: here\r\nContent-Length: "
                            + query.length()
                            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
                            + query);
            assertTrue(raw.readTo(SEVEN).startsWith("HTTP/1.1 200 OK\r\n"));
        }
    }

    @Test
    void cutsALengthAndChunks() throws Exception {
        proxy.set(new CutAfter(Point.ofBody(20), Ending.CLOSE));

        assertEquals(
                "fixed content-length: 101, bytes received: 20",
                assertThrows(IOException.class, () -> get(proxy.uri(), SHORT)).getMessage());
        assertEquals(
                "chunked transfer encoding, state: READING_DATA",
                assertThrows(IOException.class, () -> get(proxy.uri(), LONG)).getMessage());
        try (var raw = RawClient.connect(proxy.uri())) {
            String all = raw.get(LONG).readAll();
            assertTrue(all.endsWith("{\"status\":\"success\",[closed]"), all);
        }
    }

    @Test
    void tricklesAndPausesWithoutHarm() throws Exception {
        proxy.set(new Trickle(20, Duration.ofMillis(1)));
        assertEquals(SEVEN, get(proxy.uri(), SHORT));

        proxy.set(new PauseAfter(Point.ofBody(1000), Duration.ofMillis(100)));
        assertEquals(get(prometheus, LONG), get(proxy.uri(), LONG));
    }

    @Test
    void pausesLongerThanTheClientWaits() throws Exception {
        proxy.set(new PauseAfter(Point.ofAnswer(0), Duration.ofSeconds(90)));
        var request =
                LoopbackClient.request(proxy.uri().resolve(SHORT))
                        .timeout(Duration.ofMillis(500))
                        .build();
        assertThrows(HttpTimeoutException.class, () -> client.send(request));
    }

    @Test
    void promisesAnotherLength() throws Exception {
        proxy.set(new WrongContentLength(10));
        assertEquals(
                "fixed content-length: 111, bytes received: 101",
                assertThrows(IOException.class, () -> get(proxy.uri(), SHORT)).getMessage());

        proxy.set(new WrongContentLength(-2));
        assertEquals(SEVEN.substring(0, SEVEN.length() - 2), get(proxy.uri(), SHORT));
    }

    @Test
    void closesItsHalf() throws Exception {
        proxy.set(new HalfClosed(Point.end()));
        // Three whole answers, each on a new connection: the client has seen the end of the old.
        for (int asked = 1; asked <= 3; asked++) {
            assertEquals(SEVEN, get(proxy.uri(), SHORT));
        }
    }

    @Test
    void breaksOneEndpointOnly() throws Exception {
        proxy.on("/api/v1/query_range", Answer.badGateway());
        assertEquals(SEVEN, get(proxy.uri(), SHORT));
        assertTrue(get(proxy.uri(), LONG).startsWith("<html>"));
    }

    @Test
    void hidesTheServerBehindAnUnknownAuthority() throws Exception {
        proxy.set(new UnknownAuthority());
        assertThrows(SSLHandshakeException.class, () -> get(proxy.httpsUri(), SHORT));
        proxy.heal();
        assertEquals(SEVEN, get(proxy.uri(), SHORT));
    }

    private String get(URI server, String path) throws IOException, InterruptedException {
        return text(client.send(LoopbackClient.request(server.resolve(path)).build()).body());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
