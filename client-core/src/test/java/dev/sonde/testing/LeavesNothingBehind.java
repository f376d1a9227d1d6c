package dev.sonde.testing;

import dev.sonde.task.LivingThreads;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Held against every test: it leaves no thread running that `task` made, and no exception unseen.
///
/// JUnit finds it as a service (`junit-platform.properties` switches that on).
public final class LeavesNothingBehind implements BeforeEachCallback, AfterEachCallback {

    private static final ConcurrentLinkedQueue<Throwable> UNCAUGHT = new ConcurrentLinkedQueue<>();

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LeavesNothingBehind.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        UNCAUGHT.clear();
        Thread.setDefaultUncaughtExceptionHandler((_, exception) -> UNCAUGHT.add(exception));
        context.getStore(NAMESPACE).put("threads", LivingThreads.names());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> faults = new ArrayList<>();
        Set<?> before = context.getStore(NAMESPACE).get("threads", Set.class);
        Set<String> left = new HashSet<>(LivingThreads.names());
        left.removeAll(before == null ? Set.of() : before);
        if (!left.isEmpty()) {
            faults.add("threads left running: " + left);
        }
        List<Throwable> uncaught = List.copyOf(UNCAUGHT);
        UNCAUGHT.clear();
        uncaught.forEach(exception -> faults.add("uncaught: " + exception));
        if (!faults.isEmpty()) {
            var failure = new AssertionError(String.join("; ", faults));
            uncaught.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
