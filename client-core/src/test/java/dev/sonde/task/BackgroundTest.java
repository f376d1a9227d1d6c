package dev.sonde.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

class BackgroundTest {

    private final LinkedBlockingQueue<Throwable> defects = new LinkedBlockingQueue<>();

    @Test
    void countsTasksAndNotWatches() throws InterruptedException {
        try (var background = open()) {
            var end = new CountDownLatch(1);
            background.watch(() -> new CountDownLatch(1).await());
            background.task(end::await);
            background.task(end::await);
            assertEquals(2, background.busy());
            assertFalse(background.awaitIdle(Deadline.in(Duration.ZERO)));
            end.countDown();
            assertTrue(background.awaitIdle(soon()));
            assertEquals(0, background.busy());
        }
    }

    @Test
    void tellsHowBusyItIsWheneverThatChanges() throws InterruptedException {
        try (var background = open()) {
            var told = new LinkedBlockingQueue<Integer>();
            background.onBusy(() -> told.add(background.busy()));
            var end = new CountDownLatch(1);
            background.task(end::await);
            assertEquals(1, told.take());
            end.countDown();
            assertEquals(0, told.take());
            assertEquals(List.of(), List.copyOf(told));
        }
    }

    @Test
    void isIdleAgainWhenATaskIsCancelledAtAnyMoment() throws InterruptedException {
        try (var background = open()) {
            for (int i = 0; i < 1_000; i++) {
                // Sometimes before its thread has begun, sometimes while it waits.
                background.task(() -> new CountDownLatch(1).await()).cancel();
            }
            assertTrue(background.awaitIdle(soon()));
        }
        assertEquals(Set.of(), LivingThreads.names());
    }

    @Test
    void cancellingWhatHasEndedDoesNothing() throws InterruptedException {
        try (var background = open()) {
            var activity = background.task(() -> {});
            assertTrue(background.awaitIdle(soon()));
            activity.cancel();
            assertEquals(0, background.busy());
        }
    }

    @Test
    void handsADefectToTheHandlerAndIsNotBusyAfterIt() throws InterruptedException {
        try (var background = open()) {
            background.task(
                    () -> {
                        throw new IllegalStateException("odd");
                    });
            assertEquals("odd", defects.take().getMessage());
            assertTrue(background.awaitIdle(soon()));
        }
    }

    @Test
    void interruptsAllAndLeavesNothingRunningWhenClosed() throws InterruptedException {
        var begun = new CountDownLatch(2);
        try (var background = open()) {
            Background.Work forever =
                    () -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                    };
            background.task(forever);
            background.watch(forever);
            begun.await();
        }
        assertEquals(Set.of(), LivingThreads.names());
        assertEquals(List.of(), List.copyOf(defects));
    }

    @Test
    void refusesWorkWhenClosed() {
        var background = open();
        background.close();
        assertThrows(RejectedExecutionException.class, () -> background.task(() -> {}));
        assertEquals(0, background.busy());
    }

    private Background open() {
        return Background.open("test", defects::add);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
