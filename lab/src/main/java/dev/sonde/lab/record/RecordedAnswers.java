package dev.sonde.lab.record;

import dev.sonde.lab.http.LoopbackClient;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Answers from fixtures, over HTTP as the real server would.
final class RecordedAnswers implements Answers {

    private final Backend backend;
    private final FixtureFolder folder;
    private final Replay replay;
    private final LoopbackClient client = LoopbackClient.open();

    RecordedAnswers(Backend backend, Path root) {
        this.backend = backend;
        this.folder = new FixtureFolder(root);
        List<Fixture> own =
                folder.all().stream()
                        .filter(fixture -> fixture.server().name().equals(backend.folder()))
                        .toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing of " + backend.folder() + " is recorded in " + root);
        }
        this.replay = Replay.of(own);
    }

    @Override
    public URI uri() {
        return replay.uri();
    }

    @Override
    public Fixture.Server server(String caseName) {
        return folder.read(backend.folder() + "/" + caseName).server();
    }

    @Override
    public Fixture.Answer ask(String caseName, Fixture.Request request, String... changing)
            throws IOException, InterruptedException {
        int before = replay.asked().size();
        var answer = Exchange.send(client, replay.uri(), request);
        String expected = backend.folder() + "/" + caseName;
        List<String> asked = replay.asked();
        if (asked.size() == before) {
            throw new AssertionError(answer.body().text().strip());
        }
        if (!asked.getLast().equals(expected)) {
            throw new AssertionError(
                    "the request of " + expected + " is recorded as " + asked.getLast());
        }
        return new Fixture.Answer(
                answer.status(), KeptHeaders.ofAnswer(answer.headers()), answer.body());
    }

    @Override
    public void close() {
        client.close();
        replay.close();
    }
}
