package dev.sonde.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.junit.Live;
import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Sockets;
import dev.sonde.lab.stack.LabServer;
import dev.sonde.lab.stack.Loki;
import dev.sonde.lab.stack.Prometheus;
import dev.sonde.lab.task.Await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The servers are the real ones, and they keep to themselves.
@Live
class LabIT {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyServerSaysWhichItIs(Lab lab) throws IOException, InterruptedException {
        assertEquals(
                List.of("v1.34.4", "3.15.0", "0.31.0", "3.7.8", "2.6"),
                List.of(
                        lab.cluster().api().get("/version").path("gitVersion").asText(),
                        json(lab, lab.prometheus(), "/api/v1/status/buildinfo")
                                .at("/data/version")
                                .asText(),
                        json(lab, lab.alertmanager(), "/api/v2/status")
                                .at("/versionInfo/version")
                                .asText(),
                        json(lab, lab.loki(), "/loki/api/v1/status/buildinfo")
                                .path("version")
                                .asText(),
                        json(lab, lab.tempo(), "/api/status/buildinfo")
                                .path("version")
                                .asText()
                                .substring(0, 3)));
    }

    @Test
    void prometheusScrapesThemAll(Lab lab) throws InterruptedException {
        Await.until(
                "four targets are up",
                Duration.ofSeconds(30),
                () -> {
                    JsonNode up = query(lab, "sum(up)");
                    return up.at("/data/result/0/value/1").asText().equals("4");
                });
    }

    @Test
    void everyPortIsOnLoopbackAndNothingElseIsDialled(Lab lab) throws IOException {
        List<Long> pids =
                lab.processes().stream().map(ServerProcess::pids).flatMap(List::stream).toList();
        assertTrue(pids.size() >= 2 * lab.processes().size(), "guards and servers: " + pids);
        assertEquals(Set.of("127.0.0.1"), Sockets.listening(pids));
        assertEquals(Set.of("127.0.0.1"), Sockets.remote(pids));
    }

    @Test
    void twoOfAKindRunSideBySide(Lab lab) throws IOException, InterruptedException {
        int port = lab.site().ports().free();
        var second = lab.add(Prometheus.launch(lab.site(), "prometheus-2", port, "{}\n"));
        var tenants = lab.add(Loki.launch(lab.site(), "loki-tenants", Loki.Release.NEW, true));
        assertEquals(
                "3.15.0",
                json(lab, second, "/api/v1/status/buildinfo").at("/data/version").asText());
        var refused =
                lab.site()
                        .client()
                        .send(
                                LoopbackClient.request(tenants.uri().resolve("/loki/api/v1/labels"))
                                        .GET()
                                        .build());
        assertEquals(
                "401 no org id",
                refused.statusCode()
                        + " "
                        + new String(refused.body(), StandardCharsets.UTF_8).strip());
    }

    /// Only where somebody has built them with `lab/build --old`, which nothing else needs.
    @Test
    void oldOnesRunBesideThem(Lab lab) throws IOException, InterruptedException {
        assumeTrue(Files.exists(lab.site().binaries().program("old/prometheus")));
        assumeTrue(Files.exists(lab.site().binaries().program("old/loki")));
        int port = lab.site().ports().free();
        var prometheus =
                lab.add(
                        Prometheus.launch(
                                lab.site(),
                                "old-prometheus",
                                Prometheus.Release.OLD,
                                port,
                                "{}\n"));
        var loki = lab.add(Loki.launch(lab.site(), "old-loki", Loki.Release.OLD, false));
        assertEquals(
                List.of("2.48.0", "2.9.3"),
                List.of(
                        json(lab, prometheus, "/api/v1/status/buildinfo")
                                .at("/data/version")
                                .asText(),
                        json(lab, loki, "/loki/api/v1/status/buildinfo").path("version").asText()));
    }

    private static JsonNode query(Lab lab, String promql) {
        try {
            return json(lab, lab.prometheus(), "/api/v1/query?query=" + promql);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(Lab lab, LabServer server, String path)
            throws IOException, InterruptedException {
        return JSON.readTree(
                lab.site()
                        .client()
                        .send(LoopbackClient.request(server.uri().resolve(path)).GET().build())
                        .body());
    }
}
