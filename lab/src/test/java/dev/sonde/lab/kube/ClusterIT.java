package dev.sonde.lab.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;

import dev.sonde.lab.Lab;
import dev.sonde.lab.junit.Live;
import dev.sonde.lab.task.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The words of [Situation] mean in the real API server what they say.
@Live
class ClusterIT {

    @TempDir Path folder;

    @Test
    void everyKindOfWorkloadGetsItsPods(Lab lab) throws InterruptedException {
        var cluster = lab.cluster();
        cluster.set(
                Situation.of(
                        Workload.deployment("kinds", "web").replicas(2).port("http", 8080),
                        Service.to("kinds", "web").port("http", 80, "http"),
                        Workload.statefulSet("kinds", "db"),
                        Workload.daemonSet("kinds", "agent"),
                        Workload.job("kinds", "migration")));
        cluster.awaitReady("kinds", "web", 2);
        cluster.awaitReady("kinds", "agent", 3);
        List<JsonNode> db = cluster.awaitReady("kinds", "db", 1);
        assertEquals("db-0", db.getFirst().at("/metadata/name").asText());
        cluster.awaitPods(
                "kinds",
                "migration",
                "one pod that has succeeded",
                pods -> pods.size() == 1 && phase(pods.getFirst()).equals("Succeeded"));
        Await.until(
                "the Service has two ready endpoints",
                Duration.ofSeconds(20),
                () ->
                        cluster.api().list("discovery.k8s.io/v1", "EndpointSlice", "kinds").stream()
                                .anyMatch(
                                        slice ->
                                                slice.path("endpoints").size() == 2
                                                        && slice.at("/ports/0/port").asInt()
                                                                == 8080));
    }

    @Test
    void podsBehaveAsTheyAreTold(Lab lab) throws InterruptedException {
        var cluster = lab.cluster();
        cluster.set(
                Situation.of(
                        Workload.deployment("moods", "hangs").behaves(PodBehaviour.HANGS),
                        Workload.deployment("moods", "late").startsAfter(Duration.ofSeconds(2)),
                        Workload.deployment("moods", "unready").behaves(PodBehaviour.NOT_READY),
                        Workload.deployment("moods", "crashes").behaves(PodBehaviour.CRASHES),
                        Workload.deployment("moods", "hungry").behaves(PodBehaviour.OUT_OF_MEMORY),
                        Workload.deployment("moods", "typo").behaves(PodBehaviour.IMAGE_MISSING),
                        Workload.deployment("moods", "huge").requests("cpu", "100"),
                        Workload.statefulSet("moods", "homeless").claim("data", "no-such", "1Gi"),
                        Workload.job("moods", "broken").behaves(PodBehaviour.FAILS)));
        awaitWaiting(cluster, "hangs", "ContainerCreating");
        awaitWaiting(cluster, "crashes", "CrashLoopBackOff");
        awaitWaiting(cluster, "hungry", "CrashLoopBackOff");
        awaitWaiting(cluster, "typo", "ImagePullBackOff");
        cluster.awaitReady("moods", "late", 1);
        cluster.awaitPods(
                "moods",
                "unready",
                "Running and not Ready",
                pods ->
                        pods.size() == 1
                                && phase(pods.getFirst()).equals("Running")
                                && !Cluster.isReady(pods.getFirst()));
        cluster.awaitPods(
                "moods",
                "broken",
                "a pod that has failed",
                pods -> pods.stream().anyMatch(pod -> phase(pod).equals("Failed")));
        assertEquals(
                "OOMKilled",
                cluster.pods("moods", "hungry")
                        .getFirst()
                        .at("/status/containerStatuses/0/lastState/terminated/reason")
                        .asText());
        cluster.awaitPods(
                "moods",
                "crashes",
                "a second restart",
                pods ->
                        pods.getFirst().at("/status/containerStatuses/0/restartCount").asInt()
                                >= 2);
        awaitUnschedulable(cluster, "huge", "Insufficient cpu");
        awaitUnschedulable(cluster, "homeless", "unbound immediate PersistentVolumeClaims");
        Await.until(
                "events say why",
                Duration.ofSeconds(20),
                () ->
                        reasons(cluster)
                                .containsAll(Set.of("BackOff", "Unhealthy", "FailedScheduling")));
    }

    @Test
    void aRunningPodChangesItsMindAndADeletedOneIsReplaced(Lab lab) throws InterruptedException {
        var cluster = lab.cluster();
        cluster.set(Situation.of(Workload.deployment("changes", "web")));
        String first = name(cluster.awaitReady("changes", "web", 1).getFirst());
        cluster.behave("changes", first, PodBehaviour.NOT_READY);
        cluster.awaitPods("changes", "web", "not Ready", pods -> !Cluster.isReady(pods.getFirst()));
        cluster.behave("changes", first, PodBehaviour.RUNS);
        cluster.awaitReady("changes", "web", 1);
        cluster.behave("changes", first, PodBehaviour.CRASHES);
        awaitWaiting(cluster, "changes", "web", "CrashLoopBackOff");
        cluster.deletePod("changes", first);
        cluster.awaitPods(
                "changes",
                "web",
                "another pod",
                pods ->
                        pods.size() == 1
                                && Cluster.isReady(pods.getFirst())
                                && !name(pods.getFirst()).equals(first));
    }

    @Test
    void twoPodsOfOneWorkloadAreReachedThroughKubectlEachAtItsOwnProcess(Lab lab)
            throws IOException, InterruptedException {
        var cluster = lab.cluster();
        Path lines = folder.resolve("lines.log");
        Files.writeString(
                lines,
                """
                2026-01-01T00:00:00Z stdout F up and running
                2026-01-01T00:00:01Z stderr F pool exhausted
                """);
        Path before = folder.resolve("before.log");
        Files.writeString(before, "2025-12-31T23:59:59Z stderr F killed\n");
        HttpServer north = answering("north");
        HttpServer south = answering("south");
        try {
            cluster.set(
                    Situation.of(
                            Workload.deployment("reach", "north")
                                    .port("http", 8080, north.getAddress().getPort())
                                    .lines(lines)
                                    .previousLines(before),
                            Workload.statefulSet("reach", "south")
                                    .port("http", 8080, south.getAddress().getPort())));
            String first = name(cluster.awaitReady("reach", "north", 1).getFirst());
            cluster.awaitReady("reach", "south", 1);
            assertEquals("north", throughForward(lab, "reach", first, 8080));
            assertEquals("south", throughForward(lab, "reach", "south-0", 8080));
            cluster.deletePod("reach", first);
            cluster.awaitPods(
                    "reach",
                    "north",
                    "another pod",
                    pods ->
                            pods.size() == 1
                                    && Cluster.isReady(pods.getFirst())
                                    && !name(pods.getFirst()).equals(first));
            String second = name(cluster.pods("reach", "north").getFirst());
            assertEquals("north", throughForward(lab, "reach", second, 8080));
            assertEquals(
                    "up and running\npool exhausted\n",
                    Kubectl.run(lab, "logs", "-n", "reach", second));
            assertEquals("killed\n", Kubectl.run(lab, "logs", "--previous", "-n", "reach", second));
        } finally {
            north.stop(0);
            south.stop(0);
        }
    }

    @Test
    void aPodThatCannotBeTiedDoesNotKeepOthersFromIt(Lab lab)
            throws IOException, InterruptedException {
        var cluster = lab.cluster();
        HttpServer well = answering("well");
        try {
            cluster.set(
                    Situation.of(Workload.deployment("ties", "ill").port("http", 8080, 99_999)));
            Await.until(
                    "the refusal is known",
                    Duration.ofSeconds(20),
                    () -> cluster.refusedTies().toString().contains("ill-"));
            cluster.set(
                    Situation.of(
                            Workload.deployment("ties", "well")
                                    .port("http", 8080, well.getAddress().getPort())));
            String pod = name(cluster.awaitReady("ties", "well", 1).getFirst());
            assertEquals("well", throughForward(lab, "ties", pod, 8080));
        } finally {
            well.stop(0);
            cluster.api().delete("apps/v1", "Deployment", "ties", "ill");
        }
    }

    @Test
    void aUserMayDoExactlyWhatItsRightsSay(Lab lab) throws InterruptedException {
        var cluster = lab.cluster();
        cluster.set(
                Situation.of(
                        Workload.deployment("rights", "web"), Workload.deployment("other", "web")));
        cluster.awaitReady("rights", "web", 1);
        User viewer =
                cluster.user(
                        "viewer",
                        Right.in("rights", "get, list", "pods"),
                        Right.in("rights", "get", "configmaps").named("kube-root-ca.crt"),
                        Right.everywhere("list", "nodes"));
        User nobody = cluster.user("nobody");
        assertTrue(
                Kubectl.run(lab, viewer.kubeconfig(), "get", "pods", "-n", "rights")
                        .contains("web-"));
        assertTrue(Kubectl.run(lab, viewer.kubeconfig(), "get", "nodes").contains("node-1"));
        Kubectl.run(
                lab, viewer.kubeconfig(), "get", "configmap", "kube-root-ca.crt", "-n", "rights");
        for (List<String> refused :
                List.of(
                        List.of("get", "pods", "-n", "other"),
                        List.of("get", "services", "-n", "rights"),
                        List.of("get", "configmaps", "-n", "rights"),
                        List.of("delete", "pods", "--all", "-n", "rights"))) {
            var failure =
                    assertThrows(
                            IllegalStateException.class,
                            () ->
                                    Kubectl.run(
                                            lab,
                                            viewer.kubeconfig(),
                                            refused.toArray(String[]::new)));
            assertTrue(
                    String.valueOf(failure.getMessage()).contains("Forbidden"),
                    refused + ": " + failure.getMessage());
        }
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () -> Kubectl.run(lab, nobody.kubeconfig(), "get", "pods", "-n", "rights"));
        assertTrue(
                String.valueOf(failure.getMessage())
                        .contains(
                                "User \"system:serviceaccount:lab-users:nobody\" cannot list"
                                        + " resource \"pods\""),
                failure.getMessage());
        assertTrue(
                Kubectl.run(lab, cluster.certificateKubeconfig(), "auth", "whoami")
                        .contains("lab-cert-admin"));
    }

    @Test
    void longListsCanBeMadeAndTakenAway(Lab lab) throws InterruptedException {
        var cluster = lab.cluster();
        try {
            cluster.addLoad(200, 10_000);
            assertEquals(203, cluster.api().list("v1", "Node", "").size());
            JsonNode page =
                    cluster.api().get("/api/v1/pods?limit=500&labelSelector=lab.sonde.dev/load");
            assertEquals(500, page.path("items").size());
            assertTrue(page.at("/metadata/remainingItemCount").isMissingNode());
            long running =
                    cluster.api().list("v1", "Pod", "").stream()
                            .filter(pod -> pod.at("/metadata/labels").has("lab.sonde.dev/load"))
                            .filter(Cluster::isReady)
                            .count();
            assertEquals(10_000, running);
        } finally {
            cluster.removeLoad();
        }
        Await.until(
                "the load is gone",
                Duration.ofSeconds(60),
                () ->
                        cluster.api().list("v1", "Node", "").size() == 3
                                && cluster.api()
                                        .get(
                                                "/api/v1/pods?limit=1&labelSelector=lab.sonde.dev/load")
                                        .path("items")
                                        .isEmpty());
    }

    private static void awaitWaiting(Cluster cluster, String app, String reason)
            throws InterruptedException {
        awaitWaiting(cluster, "moods", app, reason);
    }

    private static void awaitWaiting(Cluster cluster, String namespace, String app, String reason)
            throws InterruptedException {
        cluster.awaitPods(
                namespace,
                app,
                "waiting with " + reason,
                pods ->
                        pods.size() == 1
                                && pods.getFirst()
                                        .at("/status/containerStatuses/0/state/waiting/reason")
                                        .asText()
                                        .equals(reason));
    }

    private static void awaitUnschedulable(Cluster cluster, String app, String message)
            throws InterruptedException {
        cluster.awaitPods(
                "moods",
                app,
                "Pending with " + message,
                pods ->
                        pods.size() == 1
                                && phase(pods.getFirst()).equals("Pending")
                                && pods.getFirst()
                                        .at("/status/conditions/0/message")
                                        .asText()
                                        .contains(message));
    }

    private static Set<String> reasons(Cluster cluster) throws InterruptedException {
        Set<String> reasons = new TreeSet<>();
        for (JsonNode event : cluster.api().list("v1", "Event", "moods")) {
            reasons.add(event.path("reason").asText());
        }
        return reasons;
    }

    private static String throughForward(Lab lab, String namespace, String pod, int port)
            throws InterruptedException {
        return Kubectl.withForward(
                lab,
                namespace,
                pod,
                port,
                uri -> {
                    try {
                        var request =
                                dev.sonde.lab.http.LoopbackClient.request(uri.resolve("/"))
                                        .GET()
                                        .build();
                        return new String(
                                lab.site().client().send(request).body(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    private static HttpServer answering(String text) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = text.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();
        return server;
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static String phase(JsonNode pod) {
        return pod.at("/status/phase").asText();
    }
}
