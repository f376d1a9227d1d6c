package dev.sonde.testing;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/// A UI thread in tests: what is posted to it runs when the test says so, on the test's thread.
public final class UiByHand implements Executor {

    private final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable work) {
        posted.add(work);
    }

    /// Run what has been posted.
    ///
    /// - **Returns:** how many pieces of work that was.
    public int runAll() {
        int count = 0;
        for (Runnable work = posted.poll(); work != null; work = posted.poll()) {
            work.run();
            count++;
        }
        return count;
    }
}
