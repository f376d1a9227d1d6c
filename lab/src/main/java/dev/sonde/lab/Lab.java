package dev.sonde.lab;

import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.kube.Cluster;
import dev.sonde.lab.process.Binaries;
import dev.sonde.lab.process.Ports;
import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;
import dev.sonde.lab.process.StateFolder;
import dev.sonde.lab.stack.Alertmanager;
import dev.sonde.lab.stack.LabServer;
import dev.sonde.lab.stack.Loki;
import dev.sonde.lab.stack.Prometheus;
import dev.sonde.lab.stack.Tempo;
import dev.sonde.lab.task.Workers;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// All servers of the lab, running.
///
/// - **Threads:** safe for use by several; methods block.
public final class Lab implements AutoCloseable {

    private final StateFolder folder;
    private final Site site;
    private final Prometheus prometheus;
    private final Alertmanager alertmanager;
    private final Loki loki;
    private final Tempo tempo;
    private final Cluster cluster;

    /// Servers that were added while the lab ran.
    private final List<LabServer> more = Collections.synchronizedList(new ArrayList<>());

    private Lab(Binaries binaries) throws InterruptedException {
        this.folder = StateFolder.create(StateFolder.home());
        this.site = new Site(binaries, folder.path(), new Ports(), LoopbackClient.open());
        List<AutoCloseable> started = Collections.synchronizedList(new ArrayList<>());
        try {
            int port = site.ports().free();
            this.alertmanager = started(started, Alertmanager.launch(site, "alertmanager"));
            this.loki = started(started, Loki.launch(site, "loki"));
            this.tempo =
                    started(
                            started,
                            Tempo.launch(site, "tempo", Tempo.Limits.RAISED, Site.local(port)));
            this.prometheus =
                    started(
                            started,
                            Prometheus.launch(site, "prometheus", port, scrapingItsPeers(port)));
            this.cluster = startSideBySide(started);
        } catch (RuntimeException | InterruptedException | Error e) {
            started.forEach(Lab::closeQuietly);
            site.client().close();
            folder.close();
            throw e;
        }
    }

    /// Start all servers side by side and wait until each answers.
    ///
    /// - **Fails:** [dev.sonde.lab.process.ServerFailed] with the last lines of a server that did
    ///   not start; then none is left running.
    public static Lab start(Binaries binaries) throws InterruptedException {
        return new Lab(binaries);
    }

    /// The Kubernetes cluster.
    public Cluster cluster() {
        return cluster;
    }

    /// The Prometheus that scrapes the other servers, and takes what is written to it.
    public Prometheus prometheus() {
        return prometheus;
    }

    /// The Alertmanager that this Prometheus sends to.
    public Alertmanager alertmanager() {
        return alertmanager;
    }

    /// The Loki; without tenants.
    public Loki loki() {
        return loki;
    }

    /// The Tempo, with limits raised for very long traces; its metrics go to [#prometheus].
    public Tempo tempo() {
        return tempo;
    }

    /// What a further server needs to know; see [#add].
    public Site site() {
        return site;
    }

    /// Keep a further server, launched on [#site], for as long as the lab runs, and wait for it.
    public <T extends LabServer> T add(T server) throws InterruptedException {
        more.add(server);
        server.awaitReady();
        return server;
    }

    /// Run a Prometheus and an Alertmanager that the operator's objects in `namespace` configure.
    ///
    /// The caller closes it; a lab can have several.
    public Operated operate(String namespace) throws InterruptedException {
        return Operated.start(this, namespace);
    }

    /// The servers beside the cluster, by what they are called.
    public List<LabServer> servers() {
        return Stream.concat(
                        Stream.of(prometheus, alertmanager, loki, tempo),
                        List.copyOf(more).stream())
                .toList();
    }

    /// Every process of the lab.
    public List<ServerProcess> processes() {
        return Stream.concat(
                        cluster.processes().stream(), servers().stream().map(LabServer::process))
                .toList();
    }

    /// The last lines of every server, for a person who looks at a failed test.
    public String lastLines(int each) {
        var text = new StringBuilder();
        for (ServerProcess process : processes()) {
            text.append("== ").append(process.name());
            text.append(process.isAlive() ? "\n" : " (ended)\n");
            process.lastLines(each).forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    /// End every server and take away what they kept.
    @Override
    public void close() {
        servers().forEach(server -> server.process().end());
        cluster.close();
        servers().forEach(LabServer::close);
        site.client().close();
        folder.close();
    }

    private Cluster startSideBySide(List<AutoCloseable> started) throws InterruptedException {
        List<Callable<Object>> work = new ArrayList<>();
        work.add(
                () -> {
                    var running = Cluster.start(site);
                    started.add(running);
                    return running;
                });
        for (LabServer server : List.of(prometheus, alertmanager, loki, tempo)) {
            work.add(
                    () -> {
                        server.awaitReady();
                        return server;
                    });
        }
        return (Cluster) Workers.all("start", work.size(), work).getFirst();
    }

    private String scrapingItsPeers(int port) {
        return """
        global: {scrape_interval: 5s, evaluation_interval: 5s}
        storage:
          exemplars: {max_exemplars: 1000000}
          tsdb: {out_of_order_time_window: 12h}
        alerting:
          alertmanagers: [{static_configs: [{targets: ["%s"]}]}]
        scrape_configs:
        - {job_name: prometheus, static_configs: [{targets: ["127.0.0.1:%s"]}]}
        - {job_name: alertmanager, static_configs: [{targets: ["%s"]}]}
        - {job_name: loki, static_configs: [{targets: ["%s"]}]}
        - {job_name: tempo, static_configs: [{targets: ["%s"]}]}
        """
                .formatted(
                        authority(alertmanager),
                        port,
                        authority(alertmanager),
                        authority(loki),
                        authority(tempo));
    }

    private static String authority(LabServer server) {
        URI uri = server.uri();
        return uri.getHost() + ":" + uri.getPort();
    }

    private static <T extends AutoCloseable> T started(List<AutoCloseable> all, T server) {
        all.add(server);
        return server;
    }

    private static void closeQuietly(AutoCloseable server) {
        switch (server) {
            case LabServer launched -> launched.close();
            case Cluster running -> running.close();
            default -> throw new IllegalStateException("nothing else is started: " + server);
        }
    }
}
