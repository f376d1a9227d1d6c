package dev.sonde.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;

import dev.sonde.lab.kube.KubeRefused;
import dev.sonde.lab.operator.OperatedServer;
import dev.sonde.lab.operator.OperatorObjects;
import dev.sonde.lab.operator.OperatorResources;
import dev.sonde.lab.operator.OperatorSite;
import dev.sonde.lab.operator.OperatorStandIn;
import dev.sonde.lab.process.Site;
import dev.sonde.lab.stack.Alertmanager;
import dev.sonde.lab.stack.Prometheus;
import dev.sonde.lab.task.Await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A Prometheus and an Alertmanager of their own, configured by the operator's objects in the
/// cluster: those of `Prometheus NAMESPACE/k8s` and `Alertmanager NAMESPACE/main`.
///
/// Until these objects are made, both run with an empty configuration. Notifications that would
/// leave this machine are kept instead.
public final class Operated implements AutoCloseable {

    private static final Duration SERVED = Duration.ofSeconds(30);

    private final HttpServer sink;
    private final List<String> notifications = new CopyOnWriteArrayList<>();
    private final Prometheus prometheus;
    private final Alertmanager alertmanager;
    private final OperatorStandIn standIn;

    private Operated(Lab lab, String namespace) throws InterruptedException {
        define(lab);
        this.prometheus =
                lab.add(
                        Prometheus.launch(
                                lab.site(),
                                namespace + "-prometheus",
                                lab.site().ports().free(),
                                "{}\n"));
        this.alertmanager = lab.add(Alertmanager.launch(lab.site(), namespace + "-alertmanager"));
        this.sink = listen(notifications);
        this.standIn =
                OperatorStandIn.start(
                        () -> read(lab),
                        new OperatorSite(
                                lab.cluster().kubeconfig(),
                                List.of(),
                                lab.site().folderOf(namespace + "-rules"),
                                Site.local(sink.getAddress().getPort())),
                        lab.site().client());
        standIn.operate(
                OperatedServer.prometheus(
                        namespace, "k8s", prometheus.uri(), prometheus.configuration()));
        standIn.operate(
                OperatedServer.alertmanager(
                        namespace, "main", alertmanager.uri(), alertmanager.configuration()));
    }

    static Operated start(Lab lab, String namespace) throws InterruptedException {
        return new Operated(lab, namespace);
    }

    /// The Prometheus of `Prometheus NAMESPACE/k8s`.
    public Prometheus prometheus() {
        return prometheus;
    }

    /// The Alertmanager of `Alertmanager NAMESPACE/main`.
    public Alertmanager alertmanager() {
        return alertmanager;
    }

    /// What follows the objects: wait for it, ask what it rejected.
    public OperatorStandIn standIn() {
        return standIn;
    }

    /// The bodies of the notifications that Alertmanager sent, oldest first, as JSON text.
    ///
    /// - **Empty:** none has been sent yet.
    public List<String> notifications() {
        return List.copyOf(notifications);
    }

    /// Stop following the objects. The servers run on, as servers do without their operator; they
    /// end with the lab.
    @Override
    public void close() {
        standIn.close();
        sink.stop(0);
    }

    /// A refusal passes (a namespace is being deleted, the server is busy): it is tried again.
    private static OperatorObjects read(Lab lab) throws IOException, InterruptedException {
        try {
            return OperatorObjects.read(lab.cluster().api()::get);
        } catch (KubeRefused e) {
            throw new IOException(e);
        }
    }

    private static void define(Lab lab) throws InterruptedException {
        List<JsonNode> definitions = OperatorResources.definitions();
        for (JsonNode definition : definitions) {
            lab.cluster().api().apply(definition);
        }
        Await.until(
                "the operator's kinds are served",
                SERVED,
                () -> {
                    try {
                        for (JsonNode definition : definitions) {
                            lab.cluster()
                                    .api()
                                    .get(
                                            "/apis/monitoring.coreos.com/"
                                                    + definition
                                                            .at("/spec/versions/0/name")
                                                            .asText()
                                                    + "/"
                                                    + definition.at("/spec/names/plural").asText());
                        }
                        return true;
                    } catch (KubeRefused notYet) {
                        return false;
                    }
                });
    }

    private static HttpServer listen(List<String> notifications) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        notifications.add(
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
