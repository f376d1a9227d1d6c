package dev.sonde.app.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonde.testing.ClassPath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class LoggingTest {

    @TempDir Path folder;

    @Test
    void keepsWhatIsLoggedInAnyWayAndNoSecretOfIt() throws IOException, InterruptedException {
        assertEquals("", run("file"));
        String log = Files.readString(folder.resolve("state/sonde.log"));
        assertEquals(
                """
                WARN [main] dev.sonde.probe: asked with Authorization: Bearer $TOKEN
                java.lang.IllegalStateException: Cookie: ***
                INFO [main] okhttp3.OkHttpClient: GET http://***@127.0.0.1/ HTTP/1.1
                WARN [main] jdk.internal.httpclient: refused Bearer $TOKEN
                """,
                withoutTimes(log));
        assertFalse(log.contains("s3cr3t"), log);
    }

    @Test
    void showsTheSameOnTheScreenWhenAsked() throws IOException, InterruptedException {
        String shown = run("screen");
        assertEquals(Files.readString(folder.resolve("state/sonde.log")), shown);
        assertTrue(shown.contains("okhttp3.OkHttpClient"), shown);
    }

    @Test
    void makesNoFileAndLoadsNoLoggingWhenNothingIsLoggedUntilTheEnd()
            throws IOException, InterruptedException {
        assertEquals("", run("nothing", "-Xlog:class+load:file=" + folder.resolve("classes")));
        assertFalse(Files.exists(folder.resolve("state")));
        String classes = Files.readString(folder.resolve("classes"));
        assertTrue(classes.contains("dev.sonde.app.logging.LogTarget"), "the list is not empty");
        assertFalse(classes.contains("ch.qos.logback"), "logback was loaded");
        assertFalse(classes.contains("java.util.logging.LogManager"), "JUL was loaded");
    }

    @Test
    void worksWithoutALogWhereItsFolderCannotBeMade() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("state"), "a file where the folder should be");
        assertEquals("", run("file"));
    }

    @Test
    void keepsThreeOlderPartsAndNoMore() throws IOException, InterruptedException {
        assertEquals("", run("much"));
        try (var list = Files.list(folder.resolve("state"))) {
            assertEquals(
                    List.of("sonde.log", "sonde.log.1", "sonde.log.2", "sonde.log.3"),
                    list.map(file -> String.valueOf(file.getFileName())).sorted().toList());
        }
    }

    @Test
    void belongsIntoTheStateFolderOfTheUser() {
        Path home = Path.of("/home/ann");
        assertEquals(
                Path.of("/var/state/sonde"),
                LogTarget.folderOf(Map.of("XDG_STATE_HOME", "/var/state"), home));
        assertEquals(
                Path.of("/home/ann/.local/state/sonde"),
                LogTarget.folderOf(Map.of("XDG_STATE_HOME", "relative"), home));
        assertEquals(Path.of("/home/ann/.local/state/sonde"), LogTarget.folderOf(Map.of(), home));
    }

    /// Lines without their time, and without the frames of stack traces.
    private static String withoutTimes(String log) {
        return log.lines()
                .filter(line -> !line.startsWith("\tat "))
                .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ", ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String run(String mode, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), LogProbe.class.getName()));
        command.addAll(List.of(folder.resolve("state").toString(), mode));
        Path out = folder.resolve("out");
        int status =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start()
                        .waitFor();
        assertEquals(0, status, () -> "ended with " + status);
        return Files.readString(out);
    }

    private static String classPath() {
        return ClassPath.of(
                LogProbe.class,
                LogTarget.class,
                dev.sonde.model.Redaction.class,
                org.slf4j.Logger.class,
                org.slf4j.bridge.SLF4JBridgeHandler.class,
                ch.qos.logback.classic.Logger.class,
                ch.qos.logback.core.Context.class);
    }
}
