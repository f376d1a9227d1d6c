package dev.sonde.task;

import java.util.Set;

/// Lets tests of other packages ask which threads of `task` are alive.
public final class LivingThreads {

    private LivingThreads() {}

    /// Their names.
    public static Set<String> names() {
        return Threads.alive();
    }
}
