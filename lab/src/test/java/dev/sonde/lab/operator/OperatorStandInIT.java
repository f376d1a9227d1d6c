package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;

import dev.sonde.lab.Lab;
import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.junit.Live;
import dev.sonde.lab.kube.Manifest;
import dev.sonde.lab.kube.Service;
import dev.sonde.lab.kube.Situation;
import dev.sonde.lab.kube.Workload;
import dev.sonde.lab.process.DialWatch;
import dev.sonde.lab.stack.Prometheus;
import dev.sonde.lab.task.Await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Objects in the real API server change what a real Prometheus and a real Alertmanager do.
@Live
class OperatorStandInIT {

    private static final Duration BUDGET = Duration.ofSeconds(30);

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void objectsBecomeTargetsRulesAndNotifications(Lab lab) throws Exception {
        HttpServer shop = answering("# TYPE orders counter\norders 7\n");
        try (var operated = lab.operate("operated");
                var watch = DialWatch.of(lab)) {
            var prometheus = operated.prometheus();
            var alertmanager = operated.alertmanager();
            var standIn = operated.standIn();
            lab.cluster().set(situation(shop.getAddress().getPort(), alertmanager.uri().getPort()));
            lab.cluster().awaitReady("operated-shop", "checkout", 1);
            lab.cluster().awaitReady("operated", "alertmanager-main", 1);
            standIn.awaitUpToDate(BUDGET);
            assertEquals(List.of(), standIn.rejected());

            String pod =
                    lab.cluster()
                            .pods("operated-shop", "checkout")
                            .getFirst()
                            .at("/status/podIP")
                            .asText();
            String local = "127.0.0.1:" + shop.getAddress().getPort();
            String name = Json.name(lab.cluster().pods("operated-shop", "checkout").getFirst());
            await(
                    "targets",
                    List.of(
                            "podMonitor/operated-shop/checkout/0 http://%s/metrics %s:8080 %s up"
                                    .formatted(local, pod, name),
                            "podMonitor/operated-shop/checkout/1 http://127.0.0.1:1/metrics"
                                    + " %s:9090 %s down".formatted(pod, name),
                            "probe/operated-shop/gateway http://127.0.0.1:1/probe?target=gateway"
                                    + " gateway  down",
                            "scrapeConfig/operated-shop/static http://127.0.0.1:1/metrics"
                                    + " db.example.org:9187  down",
                            "serviceMonitor/operated-shop/checkout/0 http://%s/metrics %s:8080 %s up"
                                    .formatted(local, pod, name)),
                    () -> targets(lab, prometheus));
            // The wrong port name: found, and dropped.
            JsonNode dropped =
                    get(lab, prometheus.uri(), "/api/v1/targets?state=dropped")
                            .at("/data/droppedTargetCounts");
            assertTrue(
                    dropped.path("serviceMonitor/operated-shop/wrong/0").asInt() > 0,
                    dropped.toString());
            await(
                    "the sample with the labels of the operator",
                    List.of("checkout operated-shop checkout checkout http"),
                    () -> labels(lab, prometheus, "orders{job=\"checkout\"}"));
            await("the recording rule", List.of("7"), () -> values(lab, prometheus, "shop:orders"));
            await(
                    "the notification of the team, by its receiver",
                    List.of("operated-shop/team/team"),
                    () ->
                            operated.notifications().stream()
                                    .map(OperatorStandInIT::receiver)
                                    .distinct()
                                    .toList());

            changesAreFollowed(lab, prometheus, standIn);
            // Pods have addresses (10.0.0.x), and so do Services: nothing may dial them.
            assertEquals(Set.of("127.0.0.1"), watch.dialled());
        } finally {
            shop.stop(0);
        }
    }

    /// A rule that Prometheus refuses, and one that it takes instead; a monitor that goes.
    private static void changesAreFollowed(Lab lab, Prometheus prometheus, OperatorStandIn standIn)
            throws Exception {
        lab.cluster().set(Situation.of(rule("sum(")));
        var e = assertThrows(IllegalStateException.class, () -> standIn.awaitUpToDate(BUDGET));
        String reason = String.valueOf(e.getMessage());
        assertTrue(
                reason.startsWith("Prometheus operated/k8s refuses its configuration with 500:"),
                reason);
        assertEquals(Optional.of(reason), standIn.lastFailure());

        lab.cluster().set(Situation.of(rule("2 * sum(orders{job=\"checkout\"})")));
        standIn.awaitUpToDate(BUDGET);
        await("the changed rule", List.of("14"), () -> values(lab, prometheus, "shop:orders"));

        lab.cluster()
                .api()
                .delete("monitoring.coreos.com/v1", "PodMonitor", "operated-shop", "checkout");
        standIn.awaitUpToDate(BUDGET);
        await(
                "no target of the deleted monitor",
                List.of(),
                () ->
                        targets(lab, prometheus).stream()
                                .filter(target -> target.startsWith("podMonitor"))
                                .toList());
    }

    private static Situation situation(int shop, int alertmanager) {
        return Situation.of(
                Workload.deployment("operated-shop", "checkout")
                        .port("http", 8080, shop)
                        .port("admin", 9090),
                Service.to("operated-shop", "checkout").port("http", 80, "http"),
                Workload.statefulSet("operated", "alertmanager-main")
                        .port("web", 9093, alertmanager),
                Service.to("operated", "alertmanager-main")
                        .named("alertmanager-operated")
                        .port("web", 9093, "web"),
                Manifest.of(
                        """
                        apiVersion: monitoring.coreos.com/v1
                        kind: Prometheus
                        metadata: {name: k8s, namespace: operated}
                        spec:
                          scrapeInterval: 1s
                          evaluationInterval: 1s
                          serviceMonitorSelector: {}
                          serviceMonitorNamespaceSelector:
                            matchLabels: {kubernetes.io/metadata.name: operated-shop}
                          podMonitorSelector: {}
                          podMonitorNamespaceSelector: *shop
                          probeSelector: {}
                          probeNamespaceSelector: *shop
                          scrapeConfigSelector: {}
                          scrapeConfigNamespaceSelector: *shop
                          ruleSelector: {}
                          ruleNamespaceSelector: *shop
                          alerting:
                            alertmanagers: [{name: alertmanager-operated, namespace: operated, port: web}]
                        ---
                        apiVersion: monitoring.coreos.com/v1
                        kind: Alertmanager
                        metadata: {name: main, namespace: operated}
                        spec:
                          alertmanagerConfigSelector: {}
                          alertmanagerConfigNamespaceSelector: *shop
                        ---
                        apiVersion: monitoring.coreos.com/v1
                        kind: ServiceMonitor
                        metadata: {name: checkout, namespace: operated-shop}
                        spec: {selector: {matchLabels: {app: checkout}}, endpoints: [{port: http}]}
                        ---
                        apiVersion: monitoring.coreos.com/v1
                        kind: ServiceMonitor
                        metadata: {name: wrong, namespace: operated-shop}
                        spec: {selector: {matchLabels: {app: checkout}}, endpoints: [{port: metrics}]}
                        ---
                        apiVersion: monitoring.coreos.com/v1
                        kind: PodMonitor
                        metadata: {name: checkout, namespace: operated-shop}
                        spec: {selector: {}, podMetricsEndpoints: [{port: http}, {portNumber: 9090}]}
                        ---
                        apiVersion: monitoring.coreos.com/v1
                        kind: Probe
                        metadata: {name: gateway, namespace: operated-shop}
                        spec: {prober: {url: "blackbox:9115"}, targets: {staticConfig: {static: [gateway]}}}
                        ---
                        apiVersion: monitoring.coreos.com/v1alpha1
                        kind: ScrapeConfig
                        metadata: {name: static, namespace: operated-shop}
                        spec: {staticConfigs: [{targets: ["db.example.org:9187"]}]}
                        ---
                        apiVersion: monitoring.coreos.com/v1alpha1
                        kind: AlertmanagerConfig
                        metadata: {name: team, namespace: operated-shop}
                        spec:
                          route: {receiver: team, groupWait: 1s, groupInterval: 1s}
                          receivers: [{name: team, slackConfigs: [{channel: "#shop"}]}]
                        """
                                .replace(
                                        "*shop",
                                        "{matchLabels: {kubernetes.io/metadata.name:"
                                                + " operated-shop}}")),
                rule("sum(orders{job=\"checkout\"})"));
    }

    private static Manifest rule(String expression) {
        return Manifest.of(
                """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: orders, namespace: operated-shop}
                spec:
                  groups:
                  - name: orders
                    rules:
                    - {record: "shop:orders", expr: '%s'}
                    - {alert: Orders, expr: 'orders > 0', labels: {severity: none}}
                """
                        .formatted(expression));
    }

    private static String receiver(String notification) {
        try {
            return JSON.readTree(notification).path("receiver").asText();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> targets(Lab lab, Prometheus prometheus)
            throws IOException, InterruptedException {
        List<String> targets = new ArrayList<>();
        for (JsonNode target :
                get(lab, prometheus.uri(), "/api/v1/targets?state=active")
                        .at("/data/activeTargets")) {
            targets.add(
                    String.join(
                            " ",
                            target.path("scrapePool").asText(),
                            target.path("scrapeUrl").asText(),
                            target.at("/labels/instance").asText(),
                            target.at("/labels/pod").asText(),
                            target.path("health").asText()));
        }
        return targets.stream().sorted().toList();
    }

    private static List<String> labels(Lab lab, Prometheus prometheus, String query)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (JsonNode series : query(lab, prometheus, query)) {
            JsonNode metric = series.path("metric");
            all.add(
                    String.join(
                            " ",
                            metric.path("job").asText(),
                            metric.path("namespace").asText(),
                            metric.path("service").asText(),
                            metric.path("container").asText(),
                            metric.path("endpoint").asText()));
        }
        return all;
    }

    private static List<String> values(Lab lab, Prometheus prometheus, String query)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        query(lab, prometheus, query).forEach(series -> all.add(series.at("/value/1").asText()));
        return all;
    }

    private static JsonNode query(Lab lab, Prometheus prometheus, String query)
            throws IOException, InterruptedException {
        return get(
                        lab,
                        prometheus.uri(),
                        "/api/v1/query?query="
                                + java.net.URLEncoder.encode(query, StandardCharsets.UTF_8))
                .at("/data/result");
    }

    private static JsonNode get(Lab lab, URI server, String path)
            throws IOException, InterruptedException {
        return JSON.readTree(
                lab.site()
                        .client()
                        .send(LoopbackClient.request(URI.create(server + path)).GET().build())
                        .body());
    }

    private interface Seen {
        List<String> look() throws IOException, InterruptedException;
    }

    /// Wait until exactly this is seen; when it is not, compare with what was seen last.
    private static void await(String what, List<String> expected, Seen seen)
            throws IOException, InterruptedException {
        try {
            Await.until(
                    what,
                    BUDGET,
                    () -> {
                        try {
                            return seen.look().equals(expected);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    });
        } catch (Await.TimeoutError e) {
            assertEquals(expected, seen.look(), what);
        }
    }

    /// Answers every request with a text.
    private static HttpServer answering(String text) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = text.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/plain");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
