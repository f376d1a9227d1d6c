package dev.sonde.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonde.testing.UiByHand;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

class LatestTest {

    private final LinkedBlockingQueue<Throwable> defects = new LinkedBlockingQueue<>();
    private final Background background = Background.open("test", defects::add);
    private final UiByHand ui = new UiByHand();
    private final Latest<String> latest = new Latest<>(background, ui);
    private final List<String> shown = new ArrayList<>();

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void appliesTheResultOnTheUiThread() throws InterruptedException {
        latest.ask(() -> "answer", shown::add);
        awaitIdle();
        assertEquals(List.of(), shown);
        ui.runAll();
        assertEquals(List.of("answer"), shown);
    }

    @Test
    void interruptsTheOlderQuestion() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        latest.ask(
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return "old";
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                },
                shown::add);
        begun.await();
        latest.ask(() -> "new", shown::add);
        interrupted.await();
        awaitIdle();
        ui.runAll();
        assertEquals(List.of("new"), shown);
        assertEquals(List.of(), List.copyOf(defects));
    }

    @Test
    void dropsAResultThatWasPostedBeforeTheNewerQuestion() throws InterruptedException {
        latest.ask(() -> "old", shown::add);
        awaitIdle();
        latest.ask(() -> "new", shown::add);
        awaitIdle();
        assertEquals(2, ui.runAll());
        assertEquals(List.of("new"), shown);
    }

    @Test
    void dropsTheResultOfACancelledQuestion() throws InterruptedException {
        latest.ask(() -> "left the view", shown::add);
        awaitIdle();
        latest.cancel();
        ui.runAll();
        assertEquals(List.of(), shown);
    }

    @Test
    void reportsADefectAndAppliesNothing() throws InterruptedException {
        latest.ask(
                () -> {
                    throw new IllegalStateException("odd");
                },
                shown::add);
        awaitIdle();
        assertEquals(0, ui.runAll());
        assertEquals("odd", defects.take().getMessage());
    }

    private void awaitIdle() throws InterruptedException {
        assertTrue(background.awaitIdle(Deadline.in(Duration.ofMinutes(1))));
    }
}
