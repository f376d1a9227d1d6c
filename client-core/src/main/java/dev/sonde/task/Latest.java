package dev.sonde.task;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The newest question of a view: what was asked before is cancelled, and its answer is not shown.
///
/// A view takes its immutable state on the UI thread, gives the question to [#ask], and gets the
/// result back on the UI thread, unless it has asked something else in the meantime.
///
/// - **Threads:** [#ask] and [#cancel] belong to the UI thread; so nothing here needs a lock.
public final class Latest<T> {

    private final Background background;
    private final Executor ui;

    /// Which question is the newest. Only the UI thread reads or writes it.
    private long generation;

    private Background.Activity running = () -> {};

    /// @param background runs the work, counted as busy
    /// @param ui runs what it is given on the UI thread, later
    public Latest(Background background, Executor ui) {
        this.background = background;
        this.ui = ui;
    }

    /// Ask something new: interrupt the work for the last question, ask `question` beside the UI
    /// thread, and apply its result on the UI thread if nothing was asked since.
    ///
    /// - **Fails:** what `question` throws goes to the handler of the [Background], and nothing is
    ///   applied.
    public void ask(Question<T> question, Consumer<T> apply) {
        cancel();
        long mine = generation;
        running =
                background.task(
                        () -> {
                            T result = question.ask();
                            ui.execute(
                                    () -> {
                                        if (mine == generation) {
                                            apply.accept(result);
                                        }
                                    });
                        });
    }

    /// Forget the last question: interrupt its work and drop its result.
    public void cancel() {
        generation++;
        running.cancel();
    }
}
