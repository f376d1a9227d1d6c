package dev.sonde.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.sonde.task.Background;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The extension is seen red: tests that leave something behind are run, and must fail.
class LeavesNothingBehindTest {

    private static final Background LEFT = Background.open("careless", _ -> {});

    // Run by the tests below only: surefire does not look into nested classes that are not @Nested.
    static class Careless {

        @Test
        void leavesAThread() throws InterruptedException {
            var begun = new CountDownLatch(1);
            LEFT.watch(
                    () -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                    });
            begun.await();
        }

        @Test
        void losesAnException() throws InterruptedException {
            var thread =
                    Thread.ofPlatform()
                            .unstarted(
                                    () -> {
                                        throw new IllegalStateException("nobody looks");
                                    });
            thread.start();
            thread.join();
        }
    }

    @Test
    void findsTheThread() {
        assertEquals(List.of("threads left running: [careless-0]"), failures("leavesAThread"));
        LEFT.close();
    }

    @Test
    void findsTheException() {
        assertEquals(
                List.of("uncaught: java.lang.IllegalStateException: nobody looks"),
                failures("losesAnException"));
    }

    private static List<String> failures(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .selectors(selectMethod(Careless.class, method))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(
                        event ->
                                event.getRequiredPayload(TestExecutionResult.class)
                                        .getThrowable()
                                        .map(failure -> String.valueOf(failure.getMessage()))
                                        .orElse("no reason"))
                .toList();
    }
}
