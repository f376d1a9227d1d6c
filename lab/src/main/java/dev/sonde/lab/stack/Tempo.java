package dev.sonde.lab.stack;

import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A real Tempo as one process, which makes span metrics and a service graph and writes them to a
/// Prometheus.
public final class Tempo extends LabServer {

    /// How large a trace may be: as Tempo ships, or large enough for 100,000 spans.
    public enum Limits {
        /// What a Tempo without overrides has (5 MB a trace).
        DEFAULT,
        /// Raised, as who stores very long traces must.
        RAISED
    }

    private final URI otlp;

    private Tempo(Site site, ServerProcess process, int port, int otlp) {
        super(site, process, port, "/ready");
        this.otlp = Site.local(otlp);
    }

    /// Start one called `name` whose metrics go to the Prometheus at `metrics`; return at once.
    public static Tempo launch(Site site, String name, Limits limits, URI metrics) {
        Path folder = site.folderOf(name);
        int port = site.ports().free();
        int otlp = site.ports().free();
        Path file =
                Site.write(
                        folder.resolve("tempo.yaml"),
                        configuration(site, folder, port, otlp, limits, metrics));
        var process =
                ServerProcess.start(
                        site.binaries(), name, "tempo", folder, List.of("-config.file=" + file));
        return new Tempo(site, process, port, otlp);
    }

    private static String configuration(
            Site site, Path folder, int port, int otlp, Limits limits, URI metrics) {
        String overrides =
                switch (limits) {
                    case DEFAULT -> "";
                    case RAISED ->
                            """
                                global:
                                  max_bytes_per_trace: 500000000
                            """;
                };
        return """
        server:
          http_listen_address: 127.0.0.1
          http_listen_port: %s
          grpc_listen_address: 127.0.0.1
          grpc_listen_port: %s
          grpc_server_max_recv_msg_size: 134217728
          log_level: warn
        distributor:
          receivers:
            otlp:
              protocols:
                grpc: {endpoint: "127.0.0.1:%s"}
                http: {endpoint: "127.0.0.1:%s"}
        ingester:
          lifecycler:
            ring: {kvstore: {store: inmemory}, replication_factor: 1}
            min_ready_duration: 0s
            join_after: 0s
            observe_period: 0s
            final_sleep: 0s
          trace_idle_period: 1s
          flush_check_period: 1s
          max_block_duration: 5m
        querier:
          frontend_worker:
            grpc_client_config:
              max_send_msg_size: 134217728
        metrics_generator:
          ring: {kvstore: {store: inmemory}}
          storage:
            path: %s/generator
            remote_write: [{url: "%s/api/v1/write", send_exemplars: true}]
          traces_storage: {path: %s/generator-traces}
          processor:
            local_blocks: {flush_to_storage: true, filter_server_spans: false}
        overrides:
          defaults:
            metrics_generator: {processors: [service-graphs, span-metrics, local-blocks]}
        %sstorage:
          trace:
            backend: local
            wal: {path: %s/wal}
            local: {path: %s/blocks}
        usage_report: {reporting_enabled: false}
        memberlist: {bind_addr: [127.0.0.1], bind_port: %s}
        """
                .formatted(
                        port,
                        site.ports().free(),
                        site.ports().free(),
                        otlp,
                        folder,
                        metrics,
                        folder,
                        overrides,
                        folder,
                        folder,
                        site.ports().free());
    }

    /// Where it takes spans over OTLP/HTTP: `POST /v1/traces`.
    public URI otlp() {
        return otlp;
    }
}
