package dev.sonde.lab.record;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// Where the cases of a test get their answers: from fixtures, or from a real server.
///
/// A set of cases is an abstract class whose tests call [#ask]; one subclass (`…Test`) hands in
/// [#recorded], the other (`…IT`) [#live]. So the same cases run without the lab and with it.
///
/// Run live with the system property `record=true`, answers become the fixtures; without it they
/// are compared with them.
public sealed interface Answers extends AutoCloseable permits LiveAnswers, RecordedAnswers {

    /// The system property that makes a live run write fixtures.
    String RECORD = "record";

    /// Answer from the fixtures of `backend` below `root`.
    ///
    /// - **Fails:** [IllegalArgumentException] when nothing is recorded there.
    static Answers recorded(Backend backend, Path root) {
        return new RecordedAnswers(backend, root);
    }

    /// Answer from the real server at `server`, and keep or compare the fixtures below `root`.
    ///
    /// - **Fails:** as [Recorder#Recorder(Backend, URI)].
    static Answers live(Backend backend, URI server, Path root)
            throws IOException, InterruptedException {
        return live(new Recorder(backend, server), server, root, Boolean.getBoolean(RECORD));
    }

    /// The same, with a recorder of the caller's, who also says whether to record.
    static Answers live(Recorder recorder, URI server, Path root, boolean record) {
        return new LiveAnswers(recorder, server, new FixtureFolder(root), record);
    }

    /// Where a client under test may ask: the real server, or the one that replays.
    URI uri();

    /// Who answers. Without the lab: who answered when `caseName` was recorded.
    Fixture.Server server(String caseName);

    /// Ask, as the case `caseName`.
    ///
    /// `changing` are JSON pointers into the answer, such as `/data/revision`, below which a live
    /// answer may differ from the recorded one in everything but its kind.
    ///
    /// - **Fails:** [AssertionError] when nothing was recorded for this request, or the live answer
    ///   differs from the recorded one, with all differences.
    Fixture.Answer ask(String caseName, Fixture.Request request, String... changing)
            throws IOException, InterruptedException;

    /// End the connection to whoever answers.
    @Override
    void close();
}
