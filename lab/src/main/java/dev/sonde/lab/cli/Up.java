package dev.sonde.lab.cli;

import dev.sonde.lab.Lab;
import dev.sonde.lab.process.Binaries;
import dev.sonde.lab.process.ServerFailed;
import dev.sonde.lab.stack.LabServer;
import dev.sonde.lab.task.Shutdown;
import dev.sonde.lab.task.Stopwatch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Runs the lab for a person until Ctrl-C: `lab/up`.
public final class Up {

    /// As in `sysexits.h`: something that is needed is not there.
    private static final int UNAVAILABLE = 69;

    private Up() {}

    /// Start the lab, print what runs where, and wait for the end.
    public static void main(String[] arguments) {
        Optional<Binaries> binaries = Binaries.find();
        List<String> missing = binaries.map(Binaries::missing).orElse(List.of("everything"));
        if (!missing.isEmpty()) {
            System.err.println(
                    "The lab is not built (missing "
                            + String.join(", ", missing)
                            + "). Build it with lab/build.");
            System.exit(UNAVAILABLE);
        }
        try (var shutdown = Shutdown.listen()) {
            System.err.println("Starting the lab ...");
            var start = Stopwatch.start();
            try (var lab = Lab.start(binaries.orElseThrow())) {
                System.err.println("It runs, after " + start.elapsed().toMillis() + " ms.");
                System.out.print(describe(lab));
                System.out.flush();
                shutdown.await();
            }
        } catch (InterruptedException e) {
            System.err.println("The lab is stopped; nothing of it is left.");
        } catch (ServerFailed | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(UNAVAILABLE);
        }
    }

    /// What a person needs to use the lab: the kubeconfig, the addresses, and what to try first.
    static String describe(Lab lab) {
        var text = new StringBuilder();
        text.append('\n');
        line(text, "kubeconfig", lab.cluster().kubeconfig().toString());
        line(text, "", lab.cluster().certificateKubeconfig() + "  (client certificate)");
        line(text, "API server", lab.cluster().server().toString());
        for (LabServer server : lab.servers()) {
            line(text, server.process().name(), server.uri().toString());
        }
        line(text, "OTLP/HTTP", lab.tempo().otlp() + "/v1/traces");
        line(text, "programs", lab.site().binaries().folder().toString());
        line(text, "logs", lab.site().folder() + "/*/*.log");
        text.append("\nTry:\n");
        String bin = lab.site().binaries().folder().toString();
        String asked = "  " + bin + "/";
        text.append(asked)
                .append("kubectl --kubeconfig ")
                .append(lab.cluster().kubeconfig())
                .append(" get nodes\n");
        text.append(asked)
                .append("promtool query instant ")
                .append(lab.prometheus().uri())
                .append(" up\n");
        text.append(asked).append("logcli --addr ").append(lab.loki().uri()).append(" labels\n");
        text.append("\nCtrl-C stops it.\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", name, value));
    }
}
