package dev.sonde.lab.process;

import dev.sonde.lab.Lab;
import dev.sonde.lab.task.Await;
import dev.sonde.lab.task.Workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// Watches, for as long as it is open, which addresses the servers of a lab dial.
///
/// A connection that is being tried counts too, so it is seen even when nobody answers.
public final class DialWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(20);

    private final Workers workers = Workers.open("dial-watch");
    private final Set<String> dialled = new ConcurrentSkipListSet<>();

    /// Begin to watch.
    public static DialWatch of(Lab lab) {
        var watch = new DialWatch();
        watch.workers.start(
                () -> {
                    while (true) {
                        watch.look(lab);
                        Await.pause(PERIOD);
                    }
                });
        return watch;
    }

    /// Every address that was dialled so far.
    public Set<String> dialled() {
        return Set.copyOf(dialled);
    }

    @Override
    public void close() {
        workers.close();
    }

    private void look(Lab lab) {
        List<Long> pids =
                lab.processes().stream().map(ServerProcess::pids).flatMap(List::stream).toList();
        try {
            dialled.addAll(Sockets.remote(pids));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
