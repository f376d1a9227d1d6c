package dev.sonde.lab.stack;

import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real Prometheus that can be written to (remote write, OTLP) and that keeps exemplars.
///
/// Its flags differ from a plain start only in what a diagnostic client must be able to meet: the
/// receivers, exemplars, experimental PromQL functions, native histograms (which every scrape and
/// write keeps since 3.x, with the flag still accepted), and old samples, so that hours of history
/// can be written at once.
public final class Prometheus implements LabServer {

    private final Site site;
    private final ServerProcess process;
    private final URI uri;
    private final Path configuration;

    private Prometheus(Site site, ServerProcess process, URI uri, Path configuration) {
        this.site = site;
        this.process = process;
        this.uri = uri;
        this.configuration = configuration;
    }

    /// Start one called `name` on `port` with the text of a `prometheus.yml`, and return at once.
    ///
    /// The port is the caller's choice because other servers are told of it before this one runs.
    public static Prometheus launch(Site site, String name, int port, String configuration) {
        return launch(
                site,
                name,
                "prometheus",
                port,
                configuration,
                // 2.x has a feature of another name for it.
                List.of("--web.enable-otlp-receiver"));
    }

    /// Start one with another program of the same kind (`old/prometheus`) or with further flags.
    public static Prometheus launch(
            Site site,
            String name,
            String program,
            int port,
            String configuration,
            List<String> flags) {
        Path folder = site.folderOf(name);
        Path file = Site.write(folder.resolve("prometheus.yml"), configuration);
        var process =
                ServerProcess.start(
                        site.binaries(),
                        name,
                        program,
                        folder,
                        java.util.stream.Stream.concat(
                                        List.of(
                                                "--config.file=" + file,
                                                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                                                "--web.listen-address=127.0.0.1:" + port,
                                                "--web.enable-lifecycle",
                                                "--web.enable-remote-write-receiver",
                                                "--enable-feature=exemplar-storage,native-histograms,"
                                                    + "promql-experimental-functions")
                                                .stream(),
                                        flags.stream())
                                .toList());
        return new Prometheus(site, process, Site.local(port), file);
    }

    /// The file that the server reads at its start and on `POST /-/reload`.
    public Path configuration() {
        return configuration;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public void awaitReady() throws InterruptedException {
        process.awaitReady(site.client(), uri.resolve("/-/ready"), Duration.ofSeconds(60));
    }
}
