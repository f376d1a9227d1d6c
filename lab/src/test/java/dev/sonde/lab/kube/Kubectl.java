package dev.sonde.lab.kube;

import dev.sonde.lab.Lab;
import dev.sonde.lab.task.Await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The real kubectl, as a person would use it on the lab.
final class Kubectl {

    interface Use {
        String through(URI uri) throws InterruptedException;
    }

    private Kubectl() {}

    /// Run it as the administrator and return what it printed.
    ///
    /// - **Fails:** [IllegalStateException] with its words when it ends with another status than 0.
    static String run(Lab lab, String... arguments) throws InterruptedException {
        return run(lab, lab.cluster().kubeconfig(), arguments);
    }

    static String run(Lab lab, Path kubeconfig, String... arguments) throws InterruptedException {
        try {
            Path out = Files.createTempFile(lab.site().folder(), "kubectl", ".out");
            var process = start(lab, kubeconfig, out, List.of(arguments));
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String text = Files.readString(out);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(List.of(arguments) + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Forward a port of a pod for as long as `use` runs.
    static String withForward(Lab lab, String namespace, String pod, int port, Use use)
            throws InterruptedException {
        int local = lab.site().ports().free();
        try {
            Path out = Files.createTempFile(lab.site().folder(), "kubectl", ".out");
            var process =
                    start(
                            lab,
                            lab.cluster().kubeconfig(),
                            out,
                            List.of("port-forward", "-n", namespace, pod, local + ":" + port));
            try {
                Await.until(
                        "kubectl forwards",
                        Duration.ofSeconds(20),
                        () -> contains(out, "Forwarding from"));
                return use.through(URI.create("http://127.0.0.1:" + local));
            } finally {
                process.destroy();
                process.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(Lab lab, Path kubeconfig, Path out, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(lab.site().binaries().program("kubectl").toString());
        command.add("--kubeconfig=" + kubeconfig);
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }
}
