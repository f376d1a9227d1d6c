package dev.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

class SondeTest {

    @TempDir Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhichVersionItIs() {
        assertEquals(0, run("version"));
        assertEquals("", err.toString());
        assertTrue(
                Pattern.matches(
                        "sonde \\d+\\.\\d+\\.\\d+ \\(Java 25\\S*, \\S.*\\)\n", out.toString()),
                out.toString());
    }

    @Test
    void saysItInJsonToo() {
        assertEquals(0, run("version", "-o", "json"));
        assertTrue(
                out.toString().startsWith("{\n  \"schema\" : \"sonde.version/v1\""), out::toString);
    }

    @Test
    void refusesWhatItDoesNotKnowAndSaysWhereToLook() {
        assertEquals(2, run("version", "--colour"));
        assertEquals(
                """
                sonde version: Unknown option: '--colour'
                Try `sonde version --help`.
                """,
                err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void refusesToDoNothing() {
        assertEquals(2, run());
        assertEquals(
                """
                sonde: Say what to do: a COMMAND is missing.
                Try `sonde --help`.
                """,
                err.toString());
    }

    @Test
    void showsWhatCanBeSaid() {
        assertEquals(0, run("--help"));
        assertEquals(
                """
                Usage: sonde [-hv] COMMAND
                Diagnose Kubernetes workloads by their metrics, logs and traces.
                  -h, --help      Show what can be said, and end.
                  -v, --verbose   Show on standard error what is logged.
                Commands:
                  version  Print which Sonde this is, and on what it runs.
                """,
                out.toString());
    }

    @Test
    void takesItsOptionsBeforeAndAfterTheCommand() {
        assertEquals(0, run("-v", "version"));
        assertEquals(0, run("version", "-v"));
        assertEquals("", err.toString());
    }

    @Test
    void admitsADefectInOneSentenceAndSaysWhereTheDetailsAre()
            throws IOException, InterruptedException {
        // In a JVM of its own: a process has one log, and it is this one's that is looked at.
        Path printed = home.resolve("printed");
        int status =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Duser.home=" + home,
                                "-cp",
                                DefectiveSonde.classPath(),
                                DefectiveSonde.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start()
                        .waitFor();
        Path log = home.resolve(".local/state/sonde/sonde.log");
        assertEquals(
                "70 sonde: this is a defect in Sonde (IllegalStateException); the details are in "
                        + log
                        + "\n",
                status + " " + Files.readString(printed));
        assertTrue(
                Files.readString(log).contains("IllegalStateException: odd"),
                "the log has the stack trace");
    }

    @Test
    void endsAsInterruptedWhenItIs() {
        var commands = Sonde.commandLine(terminal()).addSubcommand(new Interrupted());
        assertEquals(130, commands.execute("interrupted"));
        assertTrue(Thread.interrupted());
        assertEquals("", err.toString());
    }

    @Command(name = "interrupted")
    static final class Interrupted implements java.util.concurrent.Callable<Integer> {
        @Override
        public Integer call() throws InterruptedException {
            throw new InterruptedException();
        }
    }

    private int run(String... arguments) {
        return Sonde.run(terminal(), arguments);
    }

    private Terminal terminal() {
        return new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), home);
    }

    static {
        // Text is compared: no escape codes, whatever this test runs in.
        System.setProperty(
                "picocli.ansi",
                CommandLine.Help.Ansi.OFF.name().toLowerCase(java.util.Locale.ROOT));
    }
}
