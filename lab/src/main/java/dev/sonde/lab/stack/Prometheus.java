package dev.sonde.lab.stack;

import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real Prometheus that can be written to (remote write, OTLP) and that keeps exemplars.
///
/// Its flags differ from a plain start only in what a diagnostic client must be able to meet: the
/// receivers, exemplars, experimental PromQL functions, native histograms (which every scrape and
/// write keeps since 3.x, with the flag still accepted), and old samples, so that hours of history
/// can be written at once.
public final class Prometheus extends LabServer {

    /// Which Prometheus: the one of the lab, or the old one that `lab/build --old` adds.
    @SuppressWarnings("ImmutableEnumChecker") // the list is one that cannot change
    public enum Release {
        /// 3.15.
        NEW(
                "prometheus",
                List.of(
                        "--web.enable-otlp-receiver",
                        "--enable-feature=exemplar-storage,native-histograms,"
                                + "promql-experimental-functions")),
        /// 2.48, whose OTLP receiver was a feature.
        OLD(
                "old/prometheus",
                List.of(
                        "--enable-feature=exemplar-storage,native-histograms,"
                                + "otlp-write-receiver"));

        private final String program;
        private final List<String> flags;

        Release(String program, List<String> flags) {
            this.program = program;
            this.flags = flags;
        }
    }

    private final Path configuration;

    private Prometheus(Site site, ServerProcess process, int port, Path configuration) {
        super(site, process, port, "/-/ready");
        this.configuration = configuration;
    }

    /// Start one called `name` on `port` with the text of a `prometheus.yml`, and return at once.
    ///
    /// The port is the caller's choice because other servers are told of it before this one runs.
    public static Prometheus launch(Site site, String name, int port, String configuration) {
        return launch(site, name, Release.NEW, port, configuration);
    }

    /// Start one of a release.
    public static Prometheus launch(
            Site site, String name, Release release, int port, String configuration) {
        Path folder = site.folderOf(name);
        Path file = Site.write(folder.resolve("prometheus.yml"), configuration);
        List<String> arguments = new ArrayList<>();
        arguments.add("--config.file=" + file);
        arguments.add("--storage.tsdb.path=" + folder.resolve("tsdb"));
        arguments.add("--web.listen-address=127.0.0.1:" + port);
        arguments.add("--web.enable-lifecycle");
        arguments.add("--web.enable-remote-write-receiver");
        arguments.addAll(release.flags);
        var process =
                ServerProcess.start(site.binaries(), name, release.program, folder, arguments);
        return new Prometheus(site, process, port, file);
    }

    /// The file that the server reads at its start and on `POST /-/reload`.
    public Path configuration() {
        return configuration;
    }
}
