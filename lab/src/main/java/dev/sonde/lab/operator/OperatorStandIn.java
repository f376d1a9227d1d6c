package dev.sonde.lab.operator;

import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.task.Await;
import dev.sonde.lab.task.Workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Runs beside the servers of the lab: looks at the objects again and again, and when the
/// configuration that follows from them has changed, writes it and lets the server reload.
///
/// A server whose object is gone or paused keeps the configuration that it has. One that refuses
/// its configuration goes on with the one before, and is asked again when that has changed.
///
/// - **Threads:** safe for use by several; it has one of its own, which [#close] ends.
public final class OperatorStandIn implements AutoCloseable {

    /// Between two looks. Ten lists of a small cluster take a few milliseconds together.
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Objects objects;
    private final OperatorSite site;
    private final LoopbackClient client;
    private final Workers workers = Workers.open("operator");
    private final List<OperatedServer> servers = new CopyOnWriteArrayList<>();

    /// What each server was last given; only the loop looks at it.
    private final Map<OperatedServer, Given> given = new HashMap<>();

    /// The number of the newest look, which may be under way. Only the loop writes it.
    private volatile long begun;

    /// The newest look that is done. Only the loop writes it.
    private volatile Look last = new Look(0, List.of(), List.of(), List.of());

    private volatile boolean ended;

    private OperatorStandIn(Objects objects, OperatorSite site, LoopbackClient client) {
        this.objects = objects;
        this.site = site;
        this.client = client;
    }

    /// Where the objects come from.
    @FunctionalInterface
    public interface Objects {

        /// Read all objects as they are now.
        ///
        /// - **Fails:** [IOException] or [UncheckedIOException] when they cannot be read now; it is
        ///   tried again. Anything else ends the stand-in.
        OperatorObjects read() throws IOException, InterruptedException;
    }

    /// The files of one server, and the folders in which there may be no others.
    private record Content(SortedMap<Path, String> files, List<Path> folders) {}

    /// What a server was given, and why it refused that (or no reason: it did not).
    private record Given(Content content, List<String> refusals) {}

    private record Look(
            long number,
            List<String> refusals,
            List<String> troubles,
            List<RejectedObject> rejected) {}

    /// Begin to look; add servers with [#operate].
    public static OperatorStandIn start(Objects objects, OperatorSite site, LoopbackClient client) {
        var standIn = new OperatorStandIn(objects, site, client);
        standIn.workers.start(standIn::run);
        return standIn;
    }

    /// Give a server its configuration from now on.
    public void operate(OperatedServer server) {
        servers.add(server);
    }

    /// Wait until every server has the configuration of the objects as they are now.
    ///
    /// - **Fails:** [IllegalStateException] with the reason when a server refuses its configuration
    ///   or the stand-in has ended; [dev.sonde.lab.task.Await.TimeoutError] when the budget is used
    ///   up, for example because the objects cannot be read ([#lastFailure] says so).
    /// - **Threads:** blocks.
    public void awaitUpToDate(Duration budget) throws InterruptedException {
        // A look that is under way may have read an object before the caller changed it.
        long needed = begun + 1;
        Await.until(
                "the operator's configuration on all servers",
                budget,
                () -> {
                    // In this order: what is true at the end is written before the end.
                    boolean over = ended;
                    Look look = last;
                    if (look.number() < needed) {
                        if (over) {
                            throw new IllegalStateException(
                                    lastFailure().orElse("the stand-in has ended"));
                        }
                        return false;
                    }
                    if (!look.refusals().isEmpty()) {
                        throw new IllegalStateException(String.join("; ", look.refusals()));
                    }
                    return look.troubles().isEmpty();
                });
    }

    /// Say what went wrong in the last look: the objects could not be read, or a server did not
    /// answer or refused what it was given.
    ///
    /// - **Empty:** nothing did; every server has the configuration of that look.
    public Optional<String> lastFailure() {
        Look look = last;
        List<String> all =
                Stream.concat(look.refusals().stream(), look.troubles().stream()).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    /// Name the objects that were selected but left out in the last look.
    ///
    /// - **Empty:** there are none.
    public List<RejectedObject> rejected() {
        return last.rejected();
    }

    /// Stop looking. The servers keep what they have.
    @Override
    public void close() {
        workers.close();
        ended = true;
    }

    private void run() throws InterruptedException {
        try {
            for (long number = 1; ; number++) {
                begun = number;
                last = look(number);
                Await.pause(PERIOD);
            }
        } catch (RuntimeException e) {
            // Not something that passes; whoever waits or asks is told, the handler shows the rest.
            Look look = last;
            last =
                    new Look(
                            look.number(),
                            look.refusals(),
                            List.of("the stand-in has ended: " + e),
                            look.rejected());
            throw e;
        } finally {
            ended = true;
        }
    }

    private Look look(long number) throws InterruptedException {
        OperatorConfiguration wanted;
        try {
            wanted = OperatorTranslation.translate(objects.read(), site);
        } catch (IOException | UncheckedIOException e) {
            return new Look(
                    number,
                    last.refusals(),
                    List.of("the objects cannot be read: " + e.getMessage()),
                    last.rejected());
        }
        List<String> refusals = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (OperatedServer server : servers) {
            Optional<Content> content = contentOf(server, wanted);
            if (content.isPresent()) {
                try {
                    refusals.addAll(give(server, content.get()));
                } catch (IOException e) {
                    troubles.add(server + " cannot be given its configuration: " + e.getMessage());
                }
            }
        }
        return new Look(number, List.copyOf(refusals), List.copyOf(troubles), wanted.rejected());
    }

    private static Optional<Content> contentOf(
            OperatedServer server, OperatorConfiguration wanted) {
        return switch (server.kind()) {
            case PROMETHEUS ->
                    wanted.prometheuses().stream()
                            .filter(one -> one.namespace().equals(server.namespace()))
                            .filter(one -> one.name().equals(server.name()))
                            .findFirst()
                            .map(
                                    one -> {
                                        var files = new TreeMap<Path, String>();
                                        one.ruleFiles()
                                                .forEach(
                                                        (name, text) ->
                                                                files.put(
                                                                        one.ruleFolder()
                                                                                .resolve(name),
                                                                        text));
                                        files.put(server.configuration(), one.text());
                                        return new Content(files, List.of(one.ruleFolder()));
                                    });
            case ALERTMANAGER ->
                    wanted.alertmanagers().stream()
                            .filter(one -> one.namespace().equals(server.namespace()))
                            .filter(one -> one.name().equals(server.name()))
                            .findFirst()
                            .map(
                                    one ->
                                            new Content(
                                                    new TreeMap<>(
                                                            Map.of(
                                                                    server.configuration(),
                                                                    one.text())),
                                                    List.of()));
        };
    }

    /// Write what has changed and let the server reload; return why it refuses, if it does.
    private List<String> give(OperatedServer server, Content content)
            throws IOException, InterruptedException {
        Given before = given.get(server);
        if (before != null && before.content().equals(content)) {
            return before.refusals();
        }
        // Until the server has answered nobody knows what it has.
        given.remove(server);
        write(content);
        var response =
                client.send(
                        LoopbackClient.request(server.uri().resolve("/-/reload"))
                                .POST(BodyPublishers.noBody())
                                .build());
        List<String> refusals = List.of();
        if (response.statusCode() != 200) {
            refusals =
                    List.of(
                            "%s refuses its configuration with %s: %s"
                                    .formatted(
                                            server,
                                            response.statusCode(),
                                            new String(response.body(), StandardCharsets.UTF_8)
                                                    .strip()));
        }
        given.put(server, new Given(content, refusals));
        return refusals;
    }

    private static void write(Content content) throws IOException {
        for (Path folder : content.folders()) {
            Files.createDirectories(folder);
            try (var files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (!content.files().containsKey(file)) {
                        Files.delete(file);
                    }
                }
            }
        }
        for (Map.Entry<Path, String> file : content.files().entrySet()) {
            Path part = file.getKey().resolveSibling(file.getKey().getFileName() + ".part");
            Files.writeString(part, file.getValue());
            Files.move(part, file.getKey(), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
