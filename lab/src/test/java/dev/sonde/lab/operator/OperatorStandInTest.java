package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.task.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

class OperatorStandInTest {

    private static final Duration BUDGET = Duration.ofSeconds(20);

    private static final String ALERTMANAGER =
            """
            ---
            kind: Alertmanager
            metadata: {name: main, namespace: shop}
            """;

    @TempDir Path folder;

    private final AtomicReference<String> objects = new AtomicReference<>("");
    private LoopbackClient client;
    private OperatorSite site;
    private ReloadingServer prometheus;
    private ReloadingServer alertmanager;

    @BeforeEach
    void start() throws IOException {
        client = LoopbackClient.open();
        site =
                new OperatorSite(
                        folder.resolve("kubeconfig"),
                        List.of(),
                        folder.resolve("rules"),
                        URI.create("http://127.0.0.1:9/"));
        Files.createDirectories(folder.resolve("prometheus"));
        Files.createDirectories(folder.resolve("alertmanager"));
        prometheus = new ReloadingServer(folder.resolve("prometheus/prometheus.yml"));
        alertmanager = new ReloadingServer(folder.resolve("alertmanager/alertmanager.yml"));
    }

    @AfterEach
    void stop() {
        prometheus.close();
        alertmanager.close();
        client.close();
    }

    @Test
    void serversGetTheirConfigurationAndReload() throws Exception {
        objects.set(k8s("one") + rule("a", "up") + ALERTMANAGER);
        try (var standIn = operating(prometheus)) {
            standIn.operate(
                    OperatedServer.alertmanager(
                            "shop", "main", alertmanager.uri(), alertmanager.file()));
            standIn.awaitUpToDate(BUDGET);

            var wanted = wanted();
            assertEquals(
                    List.of("POST " + wanted.prometheuses().getFirst().text()),
                    prometheus.reloads());
            assertEquals(
                    List.of("POST " + wanted.alertmanagers().getFirst().text()),
                    alertmanager.reloads());
            assertEquals(
                    "{shop-a-1.yaml=" + RULE_A + "}", files(folder.resolve("rules")).toString());
            assertEquals(Optional.empty(), standIn.lastFailure());
            assertEquals(List.of(), standIn.rejected());
        }
    }

    private static final String RULE_A =
            """
            groups:
            - name: g
              rules:
              - record: r
                expr: up
            """;

    @Test
    void serverIsLeftAloneWhileNothingChanges() throws Exception {
        objects.set(k8s("one"));
        try (var standIn = operating(prometheus)) {
            standIn.awaitUpToDate(BUDGET);
            standIn.awaitUpToDate(BUDGET);
            standIn.awaitUpToDate(BUDGET);
            assertEquals(1, prometheus.reloads().size());
        }
    }

    @Test
    void changeIsWrittenAndRuleFilesThatAreGoneAreDeleted() throws Exception {
        objects.set(k8s("one") + rule("a", "up") + rule("b", "up"));
        try (var standIn = operating(prometheus)) {
            standIn.awaitUpToDate(BUDGET);
            objects.set(k8s("two") + rule("b", "vector(1)"));
            standIn.awaitUpToDate(BUDGET);

            assertEquals(
                    "POST " + wanted().prometheuses().getFirst().text(),
                    prometheus.reloads().getLast());
            assertEquals(
                    "{shop-b-1.yaml=" + RULE_A.replace("expr: up", "expr: vector(1)") + "}",
                    files(folder.resolve("rules")).toString());
            assertEquals(
                    List.of("prometheus.yml"),
                    List.copyOf(files(folder.resolve("prometheus")).keySet()));
        }
    }

    @Test
    void ruleAloneIsAChange() throws Exception {
        objects.set(k8s("one") + rule("a", "up"));
        try (var standIn = operating(prometheus)) {
            standIn.awaitUpToDate(BUDGET);
            objects.set(k8s("one") + rule("a", "vector(1)"));
            standIn.awaitUpToDate(BUDGET);
            assertEquals(2, prometheus.reloads().size());
        }
    }

    @Test
    void refusedConfigurationIsRememberedUntilItChanges() throws Exception {
        objects.set(k8s("refuse"));
        try (var standIn = operating(prometheus)) {
            var e = assertThrows(IllegalStateException.class, () -> standIn.awaitUpToDate(BUDGET));
            String sentence =
                    "Prometheus shop/k8s refuses its configuration with 500: failed to reload";
            assertEquals(sentence, e.getMessage());
            assertThrows(IllegalStateException.class, () -> standIn.awaitUpToDate(BUDGET));
            assertEquals(Optional.of(sentence), standIn.lastFailure());
            assertEquals(1, prometheus.reloads().size());

            objects.set(k8s("accept"));
            standIn.awaitUpToDate(BUDGET);
            assertEquals(Optional.empty(), standIn.lastFailure());
        }
    }

    @Test
    void objectsThatCannotBeReadAreReadAgain() throws Exception {
        objects.set("unreadable");
        try (var standIn = operating(prometheus)) {
            Await.until("a failure", BUDGET, () -> standIn.lastFailure().isPresent());
            assertEquals(
                    Optional.of("the objects cannot be read: no answer"), standIn.lastFailure());
            objects.set(k8s("one"));
            standIn.awaitUpToDate(BUDGET);
            assertEquals(1, prometheus.reloads().size());
        }
    }

    @Test
    void serverThatDoesNotAnswerYetIsAskedAgain() throws Exception {
        int port;
        try (var unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        objects.set(k8s("one"));
        try (var standIn = OperatorStandIn.start(this::read, site, client)) {
            standIn.operate(
                    OperatedServer.prometheus(
                            "shop",
                            "k8s",
                            URI.create("http://127.0.0.1:" + port),
                            prometheus.file()));
            Await.until("a failure", BUDGET, () -> standIn.lastFailure().isPresent());
            assertEquals(
                    "Prometheus shop/k8s cannot be given its configuration",
                    standIn.lastFailure().orElseThrow().split(":", 2)[0]);
            assertThrows(
                    Await.TimeoutError.class, () -> standIn.awaitUpToDate(Duration.ofSeconds(1)));
        }
    }

    @Test
    void serverOfAPausedObjectKeepsWhatItHas() throws Exception {
        objects.set(k8s("one"));
        try (var standIn = operating(prometheus)) {
            standIn.awaitUpToDate(BUDGET);
            objects.set(k8s("two").replace("spec: {", "spec: {paused: true, "));
            standIn.awaitUpToDate(BUDGET);
            objects.set("");
            standIn.awaitUpToDate(BUDGET);
            assertEquals(1, prometheus.reloads().size());
        }
    }

    @Test
    void leftOutObjectsAreNamed() throws Exception {
        objects.set(k8s("one") + rule("a", ""));
        try (var standIn = operating(prometheus)) {
            standIn.awaitUpToDate(BUDGET);
            assertEquals(
                    List.of(
                            new RejectedObject(
                                    "Prometheus shop/k8s",
                                    "PrometheusRule shop/a",
                                    "a rule has no expression")),
                    standIn.rejected());
        }
    }

    @Test
    void nobodyWaitsForAStandInThatHasEnded() {
        var standIn = operating(prometheus);
        standIn.close();
        var e = assertThrows(IllegalStateException.class, () -> standIn.awaitUpToDate(BUDGET));
        assertEquals("the stand-in has ended", e.getMessage());
    }

    @Test
    void defectInReadingEndsItAndIsTold() {
        try (var standIn =
                OperatorStandIn.start(
                        () -> {
                            throw new IllegalArgumentException("a defect");
                        },
                        site,
                        client)) {
            var e = assertThrows(IllegalStateException.class, () -> standIn.awaitUpToDate(BUDGET));
            String sentence =
                    "the stand-in has ended: java.lang.IllegalArgumentException: a defect";
            assertEquals(sentence, e.getMessage());
            assertEquals(Optional.of(sentence), standIn.lastFailure());
        }
    }

    private OperatorStandIn operating(ReloadingServer server) {
        var standIn = OperatorStandIn.start(this::read, site, client);
        standIn.operate(OperatedServer.prometheus("shop", "k8s", server.uri(), server.file()));
        return standIn;
    }

    private OperatorObjects read() throws IOException {
        String yaml = objects.get();
        if (yaml.equals("unreadable")) {
            throw new IOException("no answer");
        }
        return OperatorObjects.of(Json.readYaml(yaml));
    }

    private OperatorConfiguration wanted() throws IOException {
        return OperatorTranslation.translate(read(), site);
    }

    private static Map<String, String> files(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }

    private static String k8s(String cluster) {
        return """
        kind: Prometheus
        metadata: {name: k8s, namespace: shop}
        spec: {serviceMonitorSelector: {}, ruleSelector: {}, externalLabels: {cluster: %s}}
        """
                .formatted(cluster);
    }

    private static String rule(String name, String expression) {
        return """
        ---
        kind: PrometheusRule
        metadata: {name: %s, namespace: shop, uid: 1}
        spec: {groups: [{name: g, rules: [{record: r, expr: "%s"}]}]}
        """
                .formatted(name, expression);
    }
}
