package dev.sonde.testing.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.Formatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The formatter of the build, run as the build runs it: in a JVM of its own.
class FormatterTest {

    /// A checklist as it will be written, with the documentation that goes with it.
    private static final String CHECKLIST =
            """
            package dev.sonde.checks.library;

            /// No metrics for a workload.
            ///
            /// - **Source:** Prometheus docs, "Automatically generated labels and time series".
            /// - **Empty:** a workload without pods has no targets; that is said first.
            ///
            /// ```
            /// up{namespace='shop',   pod=~'checkout-.+'}   ==   0
            /// ```
            final class WorkloadNotScraped implements Runbook {

                @Override
                public void write(Checklist.Writer c) {
                    c.title("workload-not-scraped", "No metrics for a workload");
                    c.because("Every panel and alert on this workload is blind until it is scraped.");
                    c.given("namespace", "workload");

                    c.claim("prometheus-answers", "Prometheus answers a trivial query")
                            .look(someSeries("vector(1)"))
                            .otherwiseStop("Nothing comes back. Does the forward point at a querier?");

                    c.claim("target-up", "Every target answers its scrape")
                            .look(noSeries("up{namespace='$namespace', pod=~'$workload-.+'} == 0"))
                            .otherwise("{pod} is silent on {instance}. Open its logs around the scrape.");
                }

                /// What came of it: a record pattern in a switch, which an older parser refuses.
                static String mark(Verdict verdict) {
                    return switch (verdict) {
                        case Verdict.Holds _ -> "✓";
                        case Verdict.Broken(var findings, _) when findings.size() > 1 -> "✗✗";
                        case Verdict.Broken _ -> "✗";
                        case Verdict.Unknown(_) -> "?";
                    };
                }
            }
            """;

    @TempDir Path folder;

    @Test
    void keepsDocumentationAndChecklistsAsTheyAreWritten()
            throws IOException, InterruptedException {
        write("WorkloadNotScraped.java", CHECKLIST);
        assertEquals("0: ", run("check"));
        assertEquals("0: ", run("apply"));
        assertEquals(CHECKLIST, Files.readString(folder.resolve("WorkloadNotScraped.java")));
    }

    @Test
    void namesWhatIsNotFormattedAndHowToMendIt() throws IOException, InterruptedException {
        write("Bad.java", "class  Bad { }\n");
        write("target/Generated.java", "class  Generated { }\n");
        assertEquals(
                """
                1: Not formatted: [Bad.java]
                Run `mvn validate -Dformat=apply` and look at what it changed.
                """,
                run("check"));
        assertEquals("0: formatted Bad.java\n", run("apply"));
        assertEquals("class Bad {}\n", Files.readString(folder.resolve("Bad.java")));
        assertEquals("0: ", run("check"));
    }

    @Test
    void saysWhichFileCannotBeParsed() throws IOException, InterruptedException {
        write("Broken.java", "class Broken {\n");
        String said = run("check");
        assertTrue(said.startsWith("2: Broken.java: "), said);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    /// The exit status, and everything that was printed.
    private String run(String mode) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream.of("api", "code", "file", "parser", "tree", "util")
                .forEach(
                        name ->
                                command.add(
                                        "--add-exports=jdk.compiler/com.sun.tools.javac."
                                                + name
                                                + "=ALL-UNNAMED"));
        URI jar =
                URI.create(
                        Formatter.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString());
        command.addAll(List.of("-cp", Path.of(jar).toString()));
        command.add(Checkout.root().resolve("tools/format/Format.java").toString());
        command.addAll(List.of(mode, folder.toString()));
        Path out = Files.createTempFile("format", ".out");
        try {
            int status =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start()
                            .waitFor();
            return status + ": " + Files.readString(out);
        } finally {
            Files.delete(out);
        }
    }
}
