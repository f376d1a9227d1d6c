package dev.sonde.lab.stack;

import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;

import java.nio.file.Path;
import java.util.List;

/// A real Loki as one process, with everything on that its API offers, and no delays at the start.
public final class Loki extends LabServer {

    /// Which Loki: the one of the lab, or the old one that `lab/build --old` adds.
    public enum Release {
        /// 3.7.
        NEW("loki"),
        /// 2.9, which has no pattern ingester.
        OLD("old/loki");

        private final String program;

        Release(String program) {
            this.program = program;
        }
    }

    private Loki(Site site, ServerProcess process, int port) {
        super(site, process, port, "/ready");
    }

    /// Start one called `name` and return at once. Tenants are off: every caller sees every line.
    public static Loki launch(Site site, String name) {
        return launch(site, name, Release.NEW, false);
    }

    /// Start one of a release, or with tenants (`X-Scope-OrgID` is then required).
    public static Loki launch(Site site, String name, Release release, boolean tenants) {
        Path folder = site.folderOf(name);
        int port = site.ports().free();
        Path file =
                Site.write(
                        folder.resolve("loki.yaml"),
                        configuration(release, folder, port, site.ports().free(), tenants));
        var process =
                ServerProcess.start(
                        site.binaries(),
                        name,
                        release.program,
                        folder,
                        List.of("-config.file=" + file));
        return new Loki(site, process, port);
    }

    private static String configuration(
            Release release, Path folder, int port, int grpcPort, boolean tenants) {
        String patterns =
                switch (release) {
                    case NEW -> "pattern_ingester: {enabled: true, lifecycler: *at_once}";
                    case OLD -> "# no patterns";
                };
        return """
        auth_enabled: %s
        server:
          http_listen_address: 127.0.0.1
          http_listen_port: %s
          grpc_listen_address: 127.0.0.1
          grpc_listen_port: %s
          log_level: warn
        common:
          instance_addr: 127.0.0.1
          path_prefix: %s
          storage:
            filesystem:
              chunks_directory: %s/chunks
              rules_directory: %s/rules
          replication_factor: 1
          ring:
            kvstore: {store: inmemory}
        ingester: {lifecycler: &at_once {min_ready_duration: 0s, join_after: 0s, observe_period: 0s, final_sleep: 0s}}
        # How often these look for each other; by default it takes them ten seconds.
        frontend: {scheduler_dns_lookup_period: 200ms}
        frontend_worker: {dns_lookup_duration: 200ms}
        schema_config:
          configs:
            - from: 2020-10-24
              store: tsdb
              object_store: filesystem
              schema: v13
              index: {prefix: index_, period: 24h}
        limits_config:
          # History is written at once, and tests write much in a second.
          reject_old_samples: false
          ingestion_rate_mb: 1024
          ingestion_burst_size_mb: 1024
          per_stream_rate_limit: 1GB
          per_stream_rate_limit_burst: 1GB
          allow_structured_metadata: true
          volume_enabled: true
        %s
        analytics: {reporting_enabled: false}
        """
                .formatted(tenants, port, grpcPort, folder, folder, folder, patterns);
    }
}
