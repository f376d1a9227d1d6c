package dev.sonde.lab.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class AwaitTest {

    @Test
    void looksUntilTheConditionHolds() throws InterruptedException {
        var looks = new AtomicInteger();
        Await.until("three looks", Duration.ofMinutes(1), () -> looks.incrementAndGet() == 3);
        assertEquals(3, looks.get());
    }

    @Test
    void saysWhatDidNotHappenInTime() {
        var failure =
                assertThrows(
                        Await.TimeoutError.class,
                        () -> Await.until("a miracle", Duration.ZERO, () -> false));
        assertEquals("a miracle: not seen within 0 s", failure.getMessage());
    }

    @Test
    void endsItsPauseWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Await.pause(Duration.ofHours(1)));
    }
}
