package dev.sonde.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.sonde.lab.cli.Up;
import dev.sonde.lab.junit.Live;
import dev.sonde.lab.process.Binaries;
import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.StateFolder;
import dev.sonde.lab.task.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A lab that has ended has left nothing: no process, no port, no file.
@Live
class LeftoversIT {

    /// Longer than the guard's grace and a busy machine together.
    private static final Duration GONE = Duration.ofSeconds(20);

    @TempDir Path folder;

    @Test
    void twentyStartsAndStopsLeaveNothing() throws InterruptedException, IOException {
        List<Path> before = states();
        for (int i = 0; i < 20; i++) {
            List<ProcessHandle> processes;
            List<URI> addresses = new ArrayList<>();
            Path state;
            try (var lab = Lab.start(Binaries.find().orElseThrow())) {
                state = lab.site().folder();
                assertTrue(Files.isDirectory(state));
                processes = handles(lab.processes());
                assertEquals(18, processes.size(), "nine servers, each with its guard");
                addresses.add(lab.cluster().server());
                lab.servers().forEach(server -> addresses.add(server.uri()));
            }
            assertEquals(
                    List.of(),
                    processes.stream().filter(ProcessHandle::isAlive).toList(),
                    "still running after start " + i);
            assertFalse(Files.exists(state));
            for (URI address : addresses) {
                assertTrue(isClosed(address), address + " still answers");
            }
        }
        assertEquals(before, states());
    }

    @Test
    void nothingRunsOnWhenTheJvmIsKilled() throws InterruptedException, IOException {
        Path out = folder.resolve("out");
        var up =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dlab.bin=" + Binaries.find().orElseThrow().folder(),
                                "-cp",
                                classPath(),
                                Up.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            Await.until(
                    "the other lab runs",
                    Duration.ofMinutes(2),
                    () -> {
                        assertTrue(up.isAlive(), () -> text(out));
                        return text(out).contains("Ctrl-C");
                    });
            List<ProcessHandle> processes = up.descendants().toList();
            assertTrue(processes.size() >= 18, "saw " + processes.size());
            up.destroyForcibly().waitFor();
            Await.until(
                    "its servers are gone",
                    GONE,
                    () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            up.destroyForcibly();
        }
        // Files of a killed lab stay until the next one starts: then they are swept.
        Path left = Path.of(kubeconfig(text(out))).resolve("../..").normalize();
        assertTrue(Files.isDirectory(left));
        StateFolder.create(StateFolder.home()).close();
        assertFalse(Files.exists(left));
    }

    private static String kubeconfig(String text) {
        var matcher = Pattern.compile("(?m)^kubeconfig +(\\S+)").matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group(1);
    }

    private static List<ProcessHandle> handles(List<ServerProcess> processes) {
        return processes.stream()
                .map(ServerProcess::pids)
                .flatMap(List::stream)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    private static boolean isClosed(URI address) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    /// The folders of the labs of this JVM; other labs may come and go beside it.
    private static List<Path> states() throws IOException {
        String owner = ProcessHandle.current().pid() + "-";
        Files.createDirectories(StateFolder.home());
        try (var list = Files.list(StateFolder.home())) {
            return list.filter(path -> path.getFileName().toString().startsWith(owner))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// What the launcher needs, from wherever this test has it.
    private static String classPath() {
        return Stream.of(
                        Up.class,
                        JsonNode.class,
                        JsonFactory.class,
                        JsonView.class,
                        YAMLMapper.class,
                        org.yaml.snakeyaml.Yaml.class,
                        org.jspecify.annotations.NullMarked.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
