package dev.sonde.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.sonde.lab.fault.Fault.Answer;
import dev.sonde.lab.fault.Fault.CutAfter;
import dev.sonde.lab.fault.Fault.Ending;
import dev.sonde.lab.fault.Fault.EndlessBody;
import dev.sonde.lab.fault.Fault.HalfClosed;
import dev.sonde.lab.fault.Fault.PassThrough;
import dev.sonde.lab.fault.Fault.PauseAfter;
import dev.sonde.lab.fault.Fault.Point;
import dev.sonde.lab.fault.Fault.Silence;
import dev.sonde.lab.fault.Fault.Trickle;
import dev.sonde.lab.fault.Fault.UnknownAuthority;
import dev.sonde.lab.fault.Fault.WrongContentLength;
import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.task.Await;
import dev.sonde.lab.task.Workers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// What a client sees of each fault, with a small real server behind the proxy.
@Timeout(120)
class FaultProxyTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration SHORT = Duration.ofMillis(500);

    /// What the server says on `/fixed`, as a client without a proxy sees it.
    private static final String FIXED =
            """
            HTTP/1.1 200 OK
            Date: now
            Content-type: text/plain
            Content-length: 13

            ten and three\
            """;

    private static final String CHUNKED =
            """
            HTTP/1.1 200 OK
            Date: now
            Transfer-encoding: chunked
            Content-type: text/plain

            d
            ten and three
            0

            """;

    private static final String UPGRADE =
            "GET /tail HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    private static final String UPGRADED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final LoopbackClient client = LoopbackClient.open();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
        serve(server);
        proxy =
                FaultProxy.inFrontOf(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
        server.stop(0);
    }

    private void serve(HttpServer server) {
        server.createContext("/fixed", exchange -> answer(exchange, 13));
        server.createContext("/chunked", exchange -> answer(exchange, 0));
        server.createContext("/nothing", exchange -> answer(exchange, -1));
        server.createContext(
                "/echo",
                exchange -> {
                    served.add(exchange.getRequestURI().toString());
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    private void answer(HttpExchange exchange, int length) throws IOException {
        served.add(exchange.getRequestURI().toString());
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(length == -1 ? 204 : 200, length);
        if (length != -1) {
            exchange.getResponseBody().write("ten and three".getBytes(StandardCharsets.UTF_8));
        }
        exchange.close();
    }

    @Test
    void passesAnswersOnUnchangedAndKeepsTheConnection() throws IOException {
        try (var raw = RawClient.connect(proxy.uri())) {
            assertEquals(FIXED, shown(raw.get("/fixed?a=b").readTo("three")));
            assertEquals(CHUNKED, shown(raw.get("/chunked").readTo("0\r\n\r\n")));
            assertEquals(
                    """
                    HTTP/1.1 204 No Content
                    Date: now
                    Content-type: text/plain

                    """,
                    shown(raw.get("/nothing").readTo("\r\n\r\n")));
            assertEquals(FIXED + "[closed]", shown(raw.get("/fixed").endOutput().readAll()));
        }
        assertEquals(1, proxy.connections());
        assertEquals(
                List.of(
                        "GET /fixed?a=b HTTP/1.1",
                        "GET /chunked HTTP/1.1",
                        "GET /nothing HTTP/1.1",
                        "GET /fixed HTTP/1.1"),
                proxy.requests());
        assertEquals(List.of("/fixed?a=b", "/chunked", "/nothing", "/fixed"), served);
    }

    @Test
    void answersRequestsThatAreSentTogetherOneAfterTheOther() throws IOException {
        try (var raw = RawClient.connect(proxy.uri())) {
            raw.send(
                    """
                    GET /fixed HTTP/1.1
                    Host: here

                    GET /chunked HTTP/1.1
                    Host: here

                    """
                            .replace("\n", "\r\n"));
            assertEquals(FIXED + CHUNKED + "[closed]", shown(raw.endOutput().readAll()));
        }
    }

    @Test
    void endsTheConnectionWhenTheClientWantsItEnded() throws IOException {
        try (var raw = RawClient.connect(proxy.uri())) {
            raw.send("GET /fixed HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
            assertEquals(
                    FIXED + "[closed]", shown(raw.readAll()).replace("Connection: close\n", ""));
        }
    }

    @Test
    void expectsNoBodyAfterAHeadRequest() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n";
        try (var headed = ScriptedServer.open(socket -> ScriptedServer.write(socket, head));
                var before = FaultProxy.inFrontOf(headed.uri());
                var raw = RawClient.connect(before.uri())) {
            raw.send("HEAD /fixed HTTP/1.1\r\nHost: here\r\n\r\n");
            assertEquals(head + "[silent]", raw.readAll());
        }
    }

    @Test
    void passesRequestBodiesOfEveryFormOn() throws Exception {
        byte[] large = new byte[1_000_000];
        Arrays.fill(large, (byte) 'x');
        var fixed =
                LoopbackClient.request(proxy.uri().resolve("/echo"))
                        .POST(BodyPublishers.ofByteArray(large))
                        .build();
        var chunked =
                LoopbackClient.request(proxy.uri().resolve("/echo"))
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build();
        var polite =
                LoopbackClient.request(proxy.uri().resolve("/echo"))
                        .POST(BodyPublishers.ofByteArray(large))
                        .expectContinue(true)
                        .build();

        for (var request : List.of(fixed, chunked, polite)) {
            assertEquals(text(large), text(client.send(request).body()));
        }
    }

    @Test
    void passesAnyBytesOnAfterAnUpgrade() throws IOException {
        try (var echo =
                        ScriptedServer.open(
                                socket -> {
                                    ScriptedServer.write(socket, UPGRADED);
                                    socket.getInputStream().transferTo(socket.getOutputStream());
                                    ScriptedServer.write(socket, "farewell");
                                });
                var upgraded = FaultProxy.inFrontOf(echo.uri());
                var raw = RawClient.connect(upgraded.uri())) {
            raw.send(UPGRADE);
            assertEquals(UPGRADED, raw.readTo("\r\n\r\n"));
            // Would be a second request if this were still HTTP.
            raw.send("GET /fixed HTTP/1.1\r\n\r\n");
            assertEquals("GET /fixed HTTP/1.1\r\n\r\n", raw.readTo("\r\n\r\n"));
            raw.send("\0\u0001more").endOutput();
            assertEquals("\0\u0001morefarewell[closed]", raw.readAll());
            assertEquals(List.of("GET /tail HTTP/1.1"), upgraded.requests());
        }
    }

    @Test
    void hearsTheClientOutAfterTheServerHasSaidItsLastInAnUpgradedConnection() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        try (var server =
                        ScriptedServer.open(
                                socket -> {
                                    ScriptedServer.write(socket, UPGRADED + "farewell");
                                    socket.shutdownOutput();
                                    heard.add(text(socket.getInputStream().readAllBytes()));
                                });
                var upgraded = FaultProxy.inFrontOf(server.uri());
                var raw = RawClient.connect(upgraded.uri())) {
            assertEquals(UPGRADED + "farewell[closed]", raw.send(UPGRADE).readAll());
            raw.send("one more word").endOutput();
            Await.until("the last word", LONG, () -> !heard.isEmpty());
        }
        assertEquals(List.of("one more word"), heard);
    }

    @Test
    void cutsAnUpgradedConnection() throws IOException {
        try (var server =
                        ScriptedServer.open(
                                socket -> {
                                    ScriptedServer.write(socket, UPGRADED + "one two three");
                                    boolean _ = socket.getInputStream().read() == -1;
                                });
                var upgraded = FaultProxy.inFrontOf(server.uri())) {
            upgraded.on("/tail", new CutAfter(Point.ofBody(7), Ending.CLOSE));
            try (var raw = RawClient.connect(upgraded.uri())) {
                assertEquals(UPGRADED + "one two[closed]", raw.send(UPGRADE).readAll());
            }
        }
    }

    @Test
    void passesOnThatTheClientWentAway() throws Exception {
        var gone = new CountDownLatch(1);
        try (var server =
                        ScriptedServer.open(
                                socket -> {
                                    if (socket.getInputStream().read() == -1) {
                                        gone.countDown();
                                    }
                                });
                var waiting = FaultProxy.inFrontOf(server.uri())) {
            try (var raw = RawClient.connect(waiting.uri())) {
                assertTrue(raw.get("/query").hearsNothing());
                assertEquals(1, gone.getCount());
            }
            Await.until("the server sees the client go", LONG, () -> gone.getCount() == 0);
        }
    }

    @Test
    void passesOnAnAnswerThatComesBeforeTheRequestIsRead() throws IOException {
        for (String fields : List.of("", "Connection: close\r\n")) {
            String refusal = "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n" + fields + "\r\nno";
            try (var server = ScriptedServer.open(socket -> ScriptedServer.write(socket, refusal));
                    var early = FaultProxy.inFrontOf(server.uri());
                    var raw = RawClient.connect(early.uri())) {
                raw.send("POST /push HTTP/1.1\r\nHost: here\r\nContent-Length: 8000000\r\n\r\n");
                assertEquals(refusal, raw.readTo("\r\n\r\nno"));
                // The server has closed: the proxy takes the rest all the same.
                raw.send("x".repeat(8_000_000)).endOutput();
                assertEquals("[closed]", raw.readAll());
            }
        }
    }

    @Test
    void passesOnThatTheServerEndsWithoutAnAnswer() throws IOException {
        try (var server = ScriptedServer.open(socket -> {});
                var dead = FaultProxy.inFrontOf(server.uri());
                var raw = RawClient.connect(dead.uri())) {
            assertEquals("[closed]", raw.get("/query").readAll());
        }
    }

    @Test
    void passesOnThatTheServerIsKilled() throws IOException {
        try (var server =
                        ScriptedServer.open(
                                socket -> {
                                    ScriptedServer.write(
                                            socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
                                    boolean _ = socket.getInputStream().read() == 'x';
                                    socket.setSoLinger(true, 0);
                                });
                var dead = FaultProxy.inFrontOf(server.uri());
                var raw = RawClient.connect(dead.uri())) {
            raw.send("POST /query HTTP/1.1\r\nContent-Length: 1\r\n\r\n").readTo("\r\n\r\n");
            assertEquals("[reset]", raw.send("x").readAll());
        }
    }

    @Test
    void resetsWhenThereIsNoServer() throws IOException {
        server.stop(0);
        try (var raw = RawClient.connect(proxy.uri())) {
            assertEquals("[reset]", raw.get("/fixed").readAll());
        }
    }

    @Test
    void cutsInTheBody() throws Exception {
        proxy.set(new CutAfter(Point.ofBody(3), Ending.CLOSE));

        assertEquals(
                """
                HTTP/1.1 200 OK
                Date: now
                Content-type: text/plain
                Content-length: 13

                ten[closed]\
                """,
                all("/fixed"));
        assertEquals(
                """
                HTTP/1.1 200 OK
                Date: now
                Transfer-encoding: chunked
                Content-type: text/plain

                d
                ten[closed]\
                """,
                all("/chunked"));
        assertEquals(
                "fixed content-length: 13, bytes received: 3",
                assertThrows(IOException.class, () -> get("/fixed")).getMessage());
        assertEquals(List.of("/fixed", "/chunked", "/fixed"), served);
    }

    @Test
    void cutsBetweenHeadAndBody() throws Exception {
        proxy.set(new CutAfter(Point.ofBody(0), Ending.CLOSE));
        assertEquals(FIXED.replace("ten and three", "[closed]"), all("/fixed"));
    }

    @Test
    void cutsInTheHead() throws Exception {
        proxy.set(new CutAfter(Point.ofAnswer(12), Ending.CLOSE));
        assertEquals("HTTP/1.1 200[closed]", all("/fixed"));
    }

    @Test
    void cutsBeforeTheAnswerWhenTheServerHasDoneItsWork() throws Exception {
        proxy.set(new CutAfter(Point.ofAnswer(0), Ending.CLOSE));
        assertEquals("[closed]", all("/fixed"));
        assertEquals(List.of("/fixed"), served);
    }

    @Test
    void cutsAfterTheAnswer() throws Exception {
        proxy.set(new CutAfter(Point.end(), Ending.CLOSE));
        assertEquals(FIXED + "[closed]", all("/fixed"));
    }

    @Test
    void passesAnAnswerThatIsOverBeforeTheCut() throws Exception {
        proxy.set(new CutAfter(Point.ofBody(14), Ending.RESET));
        assertEquals(FIXED + "[closed]", last("/fixed"));
    }

    @Test
    void resetsWhereItCuts() throws Exception {
        proxy.set(new CutAfter(Point.ofBody(3), Ending.RESET));
        assertEquals(FIXED.replace(" and three", "[reset]"), all("/fixed"));
        Throwable cause = assertThrows(IOException.class, () -> get("/fixed"));
        for (var next = cause.getCause(); next != null; next = cause.getCause()) {
            cause = next;
        }
        assertEquals("java.net.SocketException: Connection reset", cause.toString());

        proxy.set(new CutAfter(Point.ofAnswer(0), Ending.RESET));
        assertEquals("[reset]", all("/fixed"));
    }

    @Test
    void tricklesTheAnswer() throws Exception {
        proxy.set(new Trickle(5, LONG));
        assertEquals("HTTP/[silent]", all("/fixed"));

        proxy.set(new Trickle(1, Duration.ofMillis(1)));
        assertEquals(FIXED + "[closed]", last("/fixed"));
        assertEquals(CHUNKED + "[closed]", last("/chunked"));
        assertEquals("ten and three", get("/chunked"));
    }

    @Test
    void pausesInTheBody() throws Exception {
        proxy.set(new PauseAfter(Point.ofBody(3), LONG));
        assertEquals(FIXED.replace(" and three", "[silent]"), all("/fixed"));
        // A request's timeout would not help here: the JDK's client obeys it up to the head only.
        try (InputStream body =
                client.stream(LoopbackClient.request(at("/fixed")).build()).body()) {
            assertEquals("ten", text(body.readNBytes(3)));
        }

        proxy.set(new PauseAfter(Point.ofBody(3), Duration.ofMillis(50)));
        assertEquals(FIXED + "[closed]", last("/fixed"));
        assertEquals("ten and three", get("/chunked"));
    }

    @Test
    void pausesBeforeTheAnswer() throws Exception {
        proxy.set(new PauseAfter(Point.ofAnswer(0), LONG));
        try (var raw = RawClient.connect(proxy.uri())) {
            assertTrue(raw.get("/fixed").hearsNothing());
        }
        assertThrows(
                HttpTimeoutException.class,
                () -> client.send(LoopbackClient.request(at("/fixed")).timeout(SHORT).build()));
        assertEquals(List.of("/fixed", "/fixed"), served);
    }

    @Test
    void answersInPlaceOfTheServer() throws Exception {
        proxy.set(Answer.badGateway());
        assertEquals(
                """
                HTTP/1.1 502 Bad Gateway
                Content-Type: text/html; charset=utf-8
                Content-Length: 97

                <html>
                <head><title>502 Bad Gateway</title></head>
                <body><h1>502 Bad Gateway</h1></body>
                </html>
                [closed]\
                """,
                last("/fixed"));
        proxy.set(Answer.loginPage());
        assertEquals(
                """
                HTTP/1.1 200 OK
                Content-Type: text/html; charset=utf-8
                Content-Length: 150

                <!DOCTYPE html>
                <html>
                <head><title>Sign in</title></head>
                <body><form method="post"><input name="user"><input name="password"></form></body>
                </html>
                [closed]\
                """,
                last("/fixed"));
        proxy.set(Answer.unauthorized());
        assertEquals(
                """
                HTTP/1.1 401 Unauthorized
                Content-Type: text/plain; charset=utf-8
                Content-Length: 13
                WWW-Authenticate: Bearer

                Unauthorized
                [closed]\
                """,
                last("/fixed"));
        proxy.set(Answer.forbidden());
        assertEquals(
                """
                HTTP/1.1 403 Forbidden
                Content-Type: text/plain; charset=utf-8
                Content-Length: 10

                Forbidden
                [closed]\
                """,
                last("/fixed"));
        proxy.set(Answer.tooManyRequests(Duration.ofMinutes(2)));
        assertEquals(
                """
                HTTP/1.1 429 Too Many Requests
                Content-Type: text/plain; charset=utf-8
                Content-Length: 18
                Retry-After: 120

                Too Many Requests
                [closed]\
                """,
                last("/fixed"));
        assertEquals(List.of(), served);
    }

    @Test
    void readsTheRequestThatItAnswersInPlaceOfTheServer() throws Exception {
        proxy.on("/echo", Answer.forbidden());
        try (var raw = RawClient.connect(proxy.uri())) {
            raw.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nGET /echo");
            raw.readTo("Forbidden\n");
            assertEquals(FIXED, shown(raw.get("/fixed").readTo("three")));
            raw.send("HEAD /echo HTTP/1.1\r\nHost: here\r\n\r\n").readTo("\r\n\r\n");
            assertEquals(FIXED, shown(raw.get("/fixed").readTo("three")));
            raw.send("POST /echo HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(
                    """
                    HTTP/1.1 403 Forbidden
                    Content-Type: text/plain; charset=utf-8
                    Content-Length: 10
                    Connection: close

                    Forbidden
                    [closed]\
                    """,
                    shown(raw.readAll()));
        }
    }

    @Test
    void promisesMoreThanItSends() throws Exception {
        proxy.set(new WrongContentLength(3));
        for (String path : List.of("/fixed", "/chunked")) {
            assertEquals(FIXED.replace("length: 13", "Length: 16") + "[closed]", all(path));
        }
        assertEquals(
                "fixed content-length: 16, bytes received: 13",
                assertThrows(IOException.class, () -> get("/chunked")).getMessage());
    }

    @Test
    void sendsMoreThanItPromises() throws Exception {
        proxy.set(new WrongContentLength(-3));
        try (var raw = RawClient.connect(proxy.uri())) {
            String first = FIXED.replace("length: 13", "Length: 10");
            assertEquals(first, shown(raw.get("/fixed").readTo("three")));
            assertEquals(first + "[closed]", shown(raw.get("/fixed").endOutput().readAll()));
        }
        assertEquals("ten and th", get("/chunked"));

        proxy.set(new WrongContentLength(-100));
        assertEquals(FIXED.replace("length: 13", "Length: 0") + "[closed]", last("/fixed"));
    }

    @Test
    void leavesAnswersWithoutABodyTheirLength() throws Exception {
        proxy.set(new WrongContentLength(3));
        assertEquals("HTTP/1.1 204 No Content", all("/nothing").lines().findFirst().orElseThrow());
        assertEquals("", get("/nothing"));
    }

    @Test
    void sendsABodyWithoutEnd() throws Exception {
        proxy.set(new EndlessBody("application/json", "{\"data\":[", "{\"value\":\"1\"},"));
        try (InputStream body =
                client.stream(LoopbackClient.request(at("/fixed")).build()).body()) {
            int elements = 300_000;
            assertEquals(
                    "{\"data\":[" + "{\"value\":\"1\"},".repeat(elements),
                    text(body.readNBytes(9 + 14 * elements)));
        }
        try (var raw = RawClient.connect(proxy.uri())) {
            assertEquals(
                    """
                    HTTP/1.1 200 OK
                    Content-Type: application/json
                    Transfer-Encoding: chunked

                    9
                    {"data":[
                    e
                    {"value":"1"},
                    """,
                    shown(raw.get("/fixed").readTo("},\r\n")));
        }
        assertEquals(List.of(), served);
    }

    @Test
    void closesItsHalfInTheBodyAndReadsOn() throws Exception {
        proxy.set(new HalfClosed(Point.ofBody(3)));
        try (var raw = RawClient.connect(proxy.uri())) {
            assertEquals(
                    FIXED.replace(" and three", "[closed]"), shown(raw.get("/fixed").readAll()));
            // More than buffers hold: only a proxy that reads takes it all.
            raw.send("x".repeat(20_000_000));
        }
        assertEquals(
                "fixed content-length: 13, bytes received: 3",
                assertThrows(IOException.class, () -> get("/fixed")).getMessage());
    }

    @Test
    void closesItsHalfAfterAWholeAnswer() throws Exception {
        proxy.set(new HalfClosed(Point.end()));
        try (var raw = RawClient.connect(proxy.uri())) {
            assertEquals(FIXED, shown(raw.get("/fixed").readTo("three")));
            assertEquals("[closed]", raw.get("/fixed").readAll());
        }
        assertEquals(List.of("GET /fixed HTTP/1.1"), proxy.requests());
    }

    @Test
    void saysNothingAndReadsNoMore() throws Exception {
        proxy.set(new Silence());
        var sent = new CountDownLatch(1);
        try (var raw = RawClient.connect(proxy.uri());
                var workers = Workers.open("sender")) {
            raw.send("POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 50000000\r\n\r\n");
            workers.start(
                    () -> {
                        try {
                            raw.send("x".repeat(50_000_000));
                            sent.countDown();
                        } catch (IOException e) {
                            // As it must be: stuck until the test ends.
                        }
                    });
            assertTrue(raw.hearsNothing());
            assertThrows(
                    HttpTimeoutException.class,
                    () -> client.send(LoopbackClient.request(at("/fixed")).timeout(SHORT).build()));
            assertEquals(1, sent.getCount());
        }
        assertEquals(List.of(), served);
    }

    @Test
    void showsACertificateThatNobodyTrusts() throws Exception {
        proxy.set(new UnknownAuthority());
        var https = LoopbackClient.request(proxy.httpsUri().resolve("/fixed")).build();

        var refusal = assertThrows(SSLHandshakeException.class, () -> client.send(https));

        assertTrue(
                refusal.toString().contains("unable to find valid certification path"),
                refusal.toString());
        assertEquals(List.of(), proxy.requests());
        String alert = all("/fixed");
        assertTrue(alert.startsWith("\u0015") && alert.endsWith("[closed]"), alert);
        assertEquals(List.of(), proxy.requests());
        proxy.heal();
        assertEquals("ten and three", get("/fixed"));
    }

    @Test
    void leadsToTheServerThroughACertificateThatTheClientBelieves() throws Exception {
        proxy.set(new UnknownAuthority());
        proxy.on("/chunked", Answer.forbidden());
        try (var gullible = LoopbackClient.open(gullible())) {
            for (String answer : List.of("/fixed 200 ten and three", "/chunked 403 Forbidden\n")) {
                String path = answer.split(" ", 2)[0];
                var got =
                        gullible.send(
                                LoopbackClient.request(proxy.httpsUri().resolve(path)).build());
                assertEquals(answer, path + " " + got.statusCode() + " " + text(got.body()));
            }
        }
    }

    @Test
    void endsOpenConnectionsWhenTheAuthorityBecomesUnknown() throws Exception {
        try (var raw = RawClient.connect(proxy.uri())) {
            assertEquals(FIXED, shown(raw.get("/fixed").readTo("three")));
            proxy.set(new UnknownAuthority());
            assertEquals("[closed]", raw.get("/fixed").readAll());
        }
    }

    @Test
    void standsBeforeAServerThatSpeaksTls() throws Exception {
        var stranger = Stranger.appear();
        var secured = HttpsServer.create(new InetSocketAddress(loopback(), 0), 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(stranger.server()));
        serve(secured);
        var address = URI.create("https://127.0.0.1:" + secured.getAddress().getPort());
        try (var trusting = FaultProxy.inFrontOf(address, gullible());
                var distrusting = FaultProxy.inFrontOf(address, SSLContext.getDefault())) {
            try (var raw = RawClient.connect(trusting.uri())) {
                assertEquals(FIXED, shown(raw.get("/fixed").readTo("three")));
                assertEquals(CHUNKED, shown(raw.get("/chunked").readTo("0\r\n\r\n")));
            }
            try (var raw = RawClient.connect(distrusting.uri())) {
                assertEquals("[reset]", raw.get("/fixed").readAll());
            }
        } finally {
            secured.stop(0);
        }
        assertEquals(List.of("/fixed", "/chunked"), served);
    }

    @Test
    void breaksOnePathOnly() throws Exception {
        proxy.set(Answer.badGateway());
        proxy.on("/fixed", Answer.forbidden());
        proxy.on("/fixed/but", new PassThrough());

        assertEquals(403, status("/fixed?path=/fixed/but"));
        assertEquals(200, status("/fixed/but/this"));
        assertEquals(502, status("/chunked?path=/fixed"));

        proxy.heal();
        assertEquals(200, status("/fixed"));
    }

    @Test
    void breaksOneAnswerOnly() throws Exception {
        proxy.on("/fixed", Answer.forbidden());
        proxy.once("/fixed", Answer.tooManyRequests(Duration.ofSeconds(1)));
        proxy.once("/", Answer.badGateway());

        assertEquals(
                List.of(502, 429, 200, 403),
                List.of(
                        status("/chunked"),
                        status("/fixed"),
                        status("/chunked"),
                        status("/fixed")));
    }

    @Test
    void takesTheRulesForOneAnswerInTheirOrder() throws Exception {
        proxy.once("/fixed", Answer.tooManyRequests(Duration.ofSeconds(1)));
        proxy.once("/", Answer.badGateway());
        assertEquals(
                List.of(429, 502, 200),
                List.of(status("/fixed"), status("/fixed"), status("/fixed")));

        proxy.once("/", Answer.badGateway());
        proxy.heal();
        assertEquals(200, status("/fixed"));
    }

    @Test
    void changesUnderAnOpenConnection() throws Exception {
        try (var raw = RawClient.connect(proxy.uri())) {
            assertEquals(FIXED, shown(raw.get("/fixed").readTo("three")));
            proxy.set(Answer.forbidden());
            String refused = raw.get("/fixed").readTo("Forbidden\n");
            assertEquals("HTTP/1.1 403 Forbidden", refused.lines().findFirst().orElseThrow());
            proxy.set(new PassThrough());
            assertEquals(FIXED, shown(raw.get("/fixed").readTo("three")));
        }
        assertEquals(1, proxy.connections());
    }

    @Test
    void standsAloneWithAFaultThatNeedsNoServer() throws Exception {
        try (var alone = FaultProxy.alone(Answer.loginPage())) {
            var request = LoopbackClient.request(alone.uri().resolve("/any")).build();
            assertEquals(200, client.send(request).statusCode());
            alone.set(Answer.badGateway());
            assertEquals(502, client.send(request).statusCode());
            alone.heal();
            assertEquals(200, client.send(request).statusCode());

            assertEquals(
                    "no server is behind this proxy: PassThrough[]",
                    assertThrows(IllegalArgumentException.class, () -> alone.set(new PassThrough()))
                            .getMessage());
            assertThrows(
                    IllegalArgumentException.class, () -> alone.on("/", new WrongContentLength(1)));
            assertThrows(
                    IllegalArgumentException.class, () -> alone.once("/", new Trickle(1, SHORT)));
        }
    }

    @Test
    void standsBeforeServersOfThisMachineOnly() {
        for (String server :
                List.of(
                        "http://192.0.2.1:9090",
                        "http://localhost:9090",
                        "http://127.0.0.1",
                        "https://127.0.0.1:9090",
                        "/metrics")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> FaultProxy.inFrontOf(URI.create(server)),
                    server);
        }
        for (String server : List.of("https://192.0.2.1:443", "http://127.0.0.1:9090")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> FaultProxy.inFrontOf(URI.create(server), SSLContext.getDefault()),
                    server);
        }
    }

    @Test
    void knowsNoPathBeforeACertificateIsShown() {
        for (var refused :
                List.<Executable>of(
                        () -> proxy.on("/fixed", new UnknownAuthority()),
                        () -> proxy.once("/fixed", new UnknownAuthority()))) {
            assertEquals(
                    "concerns whole connections, not paths: UnknownAuthority[]",
                    assertThrows(IllegalArgumentException.class, refused).getMessage());
        }
    }

    @Test
    void refusesFaultsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new Trickle(0, SHORT));
        assertThrows(IllegalArgumentException.class, () -> new WrongContentLength(0));
        assertThrows(IllegalArgumentException.class, () -> new EndlessBody("text/plain", "a", ""));
        assertThrows(IllegalArgumentException.class, () -> Point.ofBody(-1));
        assertThrows(IllegalArgumentException.class, () -> Point.ofAnswer(-1));
    }

    @Test
    void endsConnectionsThatDoNotSpeakHttp() throws IOException {
        for (String noise :
                List.of("hello\r\n\r\n", "\r\n", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n")) {
            try (var raw = RawClient.connect(proxy.uri())) {
                assertEquals("[closed]", raw.send(noise).readAll());
            }
        }
    }

    @Test
    void closesWithClientsHangingOnAndLeavesNothing(@TempDir Path folder) throws Exception {
        proxy.on("/endless", new EndlessBody("text/plain", "", "x".repeat(1000)));
        proxy.on("/silent", new Silence());
        proxy.on("/paused", new PauseAfter(Point.ofAnswer(0), LONG));
        proxy.on("/fixed/trickled", new Trickle(1, LONG));
        proxy.on("/fixed/half", new HalfClosed(Point.ofBody(1)));
        List<RawClient> hanging = new ArrayList<>();
        var mute =
                ScriptedServer.open(
                        socket -> {
                            ScriptedServer.write(socket, UPGRADED);
                            boolean _ = socket.getInputStream().read() == -1;
                        });
        var upgraded = FaultProxy.inFrontOf(mute.uri());
        try {
            for (String path :
                    List.of(
                            "/endless",
                            "/silent",
                            "/paused",
                            "/fixed/trickled",
                            "/fixed/half",
                            "/fixed")) {
                hanging.add(RawClient.connect(proxy.uri()).get(path));
            }
            hanging.add(RawClient.connect(proxy.uri()));
            hanging.add(RawClient.connect(proxy.uri()).send("POST /fixed HTTP/1.1\r\nCont"));
            hanging.add(RawClient.connect(upgraded.uri()).send(UPGRADE));
            Await.until(
                    "all clients are served",
                    LONG,
                    () -> proxy.connections() == 8 && proxy.requests().size() == 6);
            assertEquals(UPGRADED, hanging.getLast().readTo("\r\n\r\n"));
            assertTrue(threads(folder.resolve("before")).contains("lab-fault-proxy-"));

            upgraded.close();
            proxy.close();
            proxy.close();

            String left = threads(folder.resolve("after"));
            assertFalse(left.contains("lab-fault-proxy-"), left);
            for (var raw : hanging) {
                String end = raw.readAll();
                assertTrue(end.endsWith("[closed]") || end.endsWith("[reset]"), end);
            }
        } finally {
            upgraded.close();
            mute.close();
            for (var raw : hanging) {
                raw.close();
            }
        }
        try (var again = new ServerSocket(proxy.uri().getPort(), 1, loopback())) {
            assertEquals(proxy.uri().getPort(), again.getLocalPort());
        }
    }

    @Test
    void closesWhileAClientReadsFasterThanItWrites() throws Exception {
        proxy.set(new EndlessBody("text/plain", "", "x"));
        try (var readers = Workers.open("reader");
                var raw = RawClient.connect(proxy.uri())) {
            raw.get("/fixed").readTo("\r\n\r\n");
            readers.start(
                    () -> {
                        try {
                            raw.readOn();
                        } catch (IOException e) {
                            // Reset or closed: either is an end.
                        }
                    });
            assertTimeoutPreemptively(Duration.ofSeconds(30), proxy::close);
        }
    }

    private URI at(String path) {
        return proxy.uri().resolve(path);
    }

    /// All that a client sees that asks once and says that it will ask no more, so that a
    /// connection without a fault is closed after a whole answer.
    private String last(String path) throws IOException {
        try (var raw = RawClient.connect(proxy.uri())) {
            return shown(raw.get(path).endOutput().readAll());
        }
    }

    /// All that a client sees that asks once and listens.
    private String all(String path) throws IOException {
        try (var raw = RawClient.connect(proxy.uri())) {
            return shown(raw.get(path).readAll());
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return text(client.send(LoopbackClient.request(at(path)).build()).body());
    }

    private int status(String path) throws IOException, InterruptedException {
        return client.send(LoopbackClient.request(at(path)).build()).statusCode();
    }

    /// Bytes as a text block can show them: without carriage returns and the time of day.
    private static String shown(String bytes) {
        return bytes.replace("\r", "").replaceAll("Date: [^\n]*", "Date: now");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// All threads of this JVM, virtual ones included.
    private static String threads(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(file);
    }

    /// TLS of a client that believes everything.
    private static SSLContext gullible() throws GeneralSecurityException {
        var all =
                new X509TrustManager() {
                    @Override
                    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

                    @Override
                    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

                    @Override
                    public X509Certificate[] getAcceptedIssuers() {
                        return new X509Certificate[0];
                    }
                };
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {all}, null);
        return context;
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
