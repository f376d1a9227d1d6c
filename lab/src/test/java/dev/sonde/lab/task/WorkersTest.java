package dev.sonde.lab.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class WorkersTest {

    @Test
    void returnsResultsInTheOrderOfTheWork() throws InterruptedException {
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            work.add(() -> number * number);
        }
        List<Integer> squares = Workers.all("squares", 4, work);
        assertEquals(50, squares.size());
        assertEquals(49 * 49, squares.get(49));
    }

    @Test
    void runsNoMoreAtOnceThanItWasTold() throws InterruptedException {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            work.add(
                    () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Await.pause(Duration.ofMillis(1));
                        return running.decrementAndGet();
                    });
        }
        Workers.all("at once", 3, work);
        assertTrue(most.get() <= 3, "at once: " + most);
    }

    @Test
    void reportsWhatWentWrong() {
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                Workers.all(
                                        "work",
                                        1,
                                        List.<Callable<Object>>of(
                                                () -> {
                                                    throw new IllegalArgumentException("odd");
                                                })));
        assertEquals("work failed: java.lang.IllegalArgumentException: odd", failure.getMessage());
    }

    @Test
    void leavesNoThreadRunningWhenClosed() throws InterruptedException {
        var started = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        try (var workers = Workers.open("test")) {
            workers.start(
                    () -> {
                        started.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.set(true);
                            throw e;
                        }
                    });
            started.await();
        }
        assertTrue(interrupted.get());
    }
}
