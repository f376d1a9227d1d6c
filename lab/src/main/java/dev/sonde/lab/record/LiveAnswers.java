package dev.sonde.lab.record;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/// Answers from a real server, which become fixtures or are compared with them.
final class LiveAnswers implements Answers {

    private static final String HOW_TO_RECORD =
            "Run the live test with -D" + RECORD + "=true to record it, and read what changed.";

    private final Recorder recorder;
    private final URI uri;
    private final FixtureFolder folder;
    private final boolean record;

    LiveAnswers(Recorder recorder, URI uri, FixtureFolder folder, boolean record) {
        this.recorder = recorder;
        this.uri = uri;
        this.folder = folder;
        this.record = record;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public Fixture.Server server(String caseName) {
        return recorder.server();
    }

    @Override
    public Fixture.Answer ask(String caseName, Fixture.Request request, String... changing)
            throws IOException, InterruptedException {
        Fixture live = recorder.ask(caseName, request);
        if (record) {
            folder.save(live);
            return live.answer();
        }
        Fixture recorded =
                folder.find(live.name())
                        .orElseThrow(
                                () ->
                                        new AssertionError(
                                                live.name()
                                                        + " was not recorded yet. "
                                                        + HOW_TO_RECORD));
        List<String> differences = Differences.between(recorded, live, List.of(changing));
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "%s is answered otherwise by %s %s than it was recorded from %s:\n%s\n%s"
                            .formatted(
                                    live.name(),
                                    live.server().name(),
                                    live.server().version(),
                                    recorded.server().version(),
                                    String.join("\n", differences),
                                    HOW_TO_RECORD));
        }
        return live.answer();
    }

    @Override
    public void close() {
        recorder.close();
    }
}
