package dev.sonde.lab.process;

import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.task.Await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One running program of the lab, under a guard.
///
/// The guard (`kit guard`) holds the other end of a pipe of ours. When this JVM ends, however it
/// ends, the pipe closes and the guard ends the program and whatever that has started.
public final class ServerProcess implements AutoCloseable {

    /// How long a program may take to end by itself. What it keeps is thrown away, so not long.
    private static final Duration GRACE = Duration.ofMillis(500);

    /// How long the guard is waited for: its grace and time for a busy machine.
    private static final Duration END = Duration.ofSeconds(20);

    /// Some servers print whole requests; what went wrong stands at the beginning.
    private static final int LONGEST = 400;

    private final String name;
    private final Path log;
    private final Process guard;

    private ServerProcess(String name, Path log, Process guard) {
        this.name = name;
        this.log = log;
        this.guard = guard;
    }

    /// Start `program`; its output goes to `<name>.log` in `folder`, which is also where it runs.
    ///
    /// - **Fails:** [UncheckedIOException] when the program cannot be started at all.
    public static ServerProcess start(
            Binaries binaries, String name, String program, Path folder, List<String> arguments) {
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(binaries.program("kit").toString());
        command.addAll(List.of("guard", "--grace", GRACE.toMillis() + "ms"));
        command.addAll(List.of("--log", log.toString(), "--"));
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(folder);
            return new ServerProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /// Wait until a GET of `ready` answers 200.
    ///
    /// - **Fails:** [ServerFailed] as soon as the program has ended, or after `budget`.
    public void awaitReady(LoopbackClient client, URI ready, Duration budget)
            throws InterruptedException {
        try {
            Await.until(
                    name + " answers " + ready,
                    budget,
                    () -> {
                        if (!guard.isAlive()) {
                            throw failed("ended with status " + guard.exitValue());
                        }
                        return client.answers(ready);
                    });
        } catch (Await.TimeoutError e) {
            throw failed("was not ready within " + budget.toSeconds() + " s (" + ready + ")");
        }
    }

    /// What the program is called in this lab, such as `prometheus`.
    public String name() {
        return name;
    }

    /// The process that owns the program: killing it kills the program.
    public long pid() {
        return guard.pid();
    }

    /// Whether the program runs.
    public boolean isAlive() {
        return guard.isAlive();
    }

    /// The ids of the guard, the program and all that it has started.
    public List<Long> pids() {
        return Stream.concat(Stream.of(guard.toHandle()), guard.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /// The last lines that the program printed, each cut to 400 characters.
    ///
    /// - **Empty:** it has not printed anything.
    public List<String> lastLines(int count) {
        try {
            if (!Files.exists(log)) {
                return List.of();
            }
            // A server may print broken UTF-8 (it prints what clients send); that must not hide it.
            List<String> lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
                    .map(line -> line.substring(0, Math.min(line.length(), LONGEST)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tell the program to end, and do not wait: so that many can end side by side.
    public void end() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // The guard has ended with its program: nothing is left to be told.
        }
    }

    /// End the program and wait until it and what it started are gone.
    @Override
    public void close() {
        end();
        boolean interrupted = false;
        try {
            if (guard.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        guard.destroyForcibly();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerFailed failed(String what) {
        return new ServerFailed(name, what, lastLines(25));
    }
}
