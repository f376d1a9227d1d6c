package dev.sonde.lab.stack;

import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;

import java.nio.file.Path;
import java.util.List;

/// A real Alertmanager, alone (no cluster), whose only receiver drops what it gets until it is
/// configured otherwise.
public final class Alertmanager extends LabServer {

    private static final String CONFIGURATION =
            """
            route: {receiver: none, group_wait: 0s, group_interval: 1s}
            receivers: [{name: none}]
            """;

    private final Path configuration;

    private Alertmanager(Site site, ServerProcess process, int port, Path configuration) {
        super(site, process, port, "/-/ready");
        this.configuration = configuration;
    }

    /// Start one called `name` and return at once.
    public static Alertmanager launch(Site site, String name) {
        Path folder = site.folderOf(name);
        int port = site.ports().free();
        Path configuration = Site.write(folder.resolve("alertmanager.yml"), CONFIGURATION);
        var process =
                ServerProcess.start(
                        site.binaries(),
                        name,
                        "alertmanager",
                        folder,
                        List.of(
                                "--config.file=" + configuration,
                                "--storage.path=" + folder.resolve("storage"),
                                "--web.listen-address=127.0.0.1:" + port,
                                // No gossip: it would listen on every address.
                                "--cluster.listen-address="));
        return new Alertmanager(site, process, port, configuration);
    }

    /// The file that the server reads at its start and on `POST /-/reload`.
    public Path configuration() {
        return configuration;
    }
}
