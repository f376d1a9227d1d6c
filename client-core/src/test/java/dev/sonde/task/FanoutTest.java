package dev.sonde.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class FanoutTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void asksAllAtOnceAndReturnsEachAnswer() throws InterruptedException {
        var all = new CountDownLatch(3);
        try (var fanout = Fanout.open("three", LONG)) {
            List<Fanout.Child<Integer>> children = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                children.add(
                        fanout.fork(
                                () -> {
                                    // Nobody gets past this line unless all three run at once.
                                    all.countDown();
                                    all.await();
                                    return number;
                                }));
            }
            fanout.join();
            assertEquals(
                    List.of(0, 1, 2), children.stream().map(child -> child.resultOr(-1)).toList());
        }
    }

    @Test
    void interruptsTheChildThatIsOverBudget() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        try (var fanout = Fanout.open("late", Duration.ZERO)) {
            var slow =
                    fanout.fork(
                            () -> {
                                begun.countDown();
                                try {
                                    new CountDownLatch(1).await();
                                    return "never";
                                } catch (InterruptedException e) {
                                    interrupted.countDown();
                                    throw e;
                                }
                            });
            begun.await();
            fanout.join();
            assertEquals("late", slow.resultOr("late"));
        }
        assertEquals(0, interrupted.getCount());
    }

    @Test
    void rethrowsTheDefectsOfItsChildrenWithTheirCauses() {
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () -> {
                            try (var fanout = Fanout.open("defects", LONG)) {
                                fanout.fork(() -> "well");
                                for (String name : List.of("first", "second")) {
                                    fanout.fork(
                                            () -> {
                                                throw new IllegalArgumentException(name);
                                            });
                                }
                                fanout.join();
                            }
                        });
        var first = assertInstanceOf(IllegalArgumentException.class, failure.getCause());
        assertEquals("first", first.getMessage());
        assertEquals("second", failure.getSuppressed()[0].getMessage());
    }

    @Test
    void refusesToBeClosedBeforeItsChildrenAreJoined() {
        var fanout = Fanout.open("unjoined", LONG);
        fanout.fork(() -> "lost");
        assertEquals(
                "join() was not called",
                assertThrows(IllegalStateException.class, fanout::close).getMessage());
        assertEquals(Set.of(), LivingThreads.names());
    }

    @Test
    void refusesChildrenAfterTheJoinAndResultsBeforeIt() throws InterruptedException {
        try (var fanout = Fanout.open("order", LONG)) {
            var end = new CountDownLatch(1);
            var child =
                    fanout.fork(
                            () -> {
                                end.await();
                                return "x";
                            });
            assertThrows(IllegalStateException.class, () -> child.resultOr("y"));
            end.countDown();
            fanout.join();
            assertThrows(IllegalStateException.class, () -> fanout.fork(() -> "z"));
        }
    }

    @Test
    void leavesNoChildBehindWhenItsOwnerIsInterrupted() {
        var interrupted = new AtomicInteger();
        var begun = new CountDownLatch(2);
        var owner = Thread.currentThread();
        assertThrows(
                InterruptedException.class,
                () -> {
                    try (var fanout = Fanout.open("orphans", LONG)) {
                        for (int i = 0; i < 2; i++) {
                            fanout.fork(
                                    () -> {
                                        begun.countDown();
                                        try {
                                            new CountDownLatch(1).await();
                                        } catch (InterruptedException e) {
                                            interrupted.incrementAndGet();
                                            throw e;
                                        }
                                        return "never";
                                    });
                        }
                        begun.await();
                        owner.interrupt();
                        fanout.join();
                    }
                });
        assertEquals(2, interrupted.get());
        assertEquals(Set.of(), LivingThreads.names());
    }

    @Test
    void nestsSoThatAnInnerOneEndsWithItsChild() throws InterruptedException {
        try (var outer = Fanout.open("outer", LONG)) {
            var sum =
                    outer.fork(
                            () -> {
                                try (var inner = Fanout.open("inner", LONG)) {
                                    var one = inner.fork(() -> 1);
                                    var two = inner.fork(() -> 2);
                                    inner.join();
                                    return one.resultOr(0) + two.resultOr(0);
                                }
                            });
            outer.join();
            assertEquals(3, sum.resultOr(0));
        }
    }

    @Test
    void isUsedByTheThreadThatOpenedItOnly() throws InterruptedException {
        try (var fanout = Fanout.open("mine", LONG)) {
            var child =
                    fanout.fork(
                            () ->
                                    String.valueOf(
                                            assertThrows(
                                                            IllegalStateException.class,
                                                            () -> fanout.fork(() -> "x"))
                                                    .getMessage()));
            fanout.join();
            assertEquals("only the thread that opened a Fanout may use it", child.resultOr("late"));
        }
    }

    @Test
    void namesItsThreads() throws InterruptedException {
        try (var fanout = Fanout.open("overview", LONG)) {
            var name = fanout.fork(() -> Thread.currentThread().getName());
            fanout.join();
            assertTrue(name.resultOr("").startsWith("overview-"));
        }
    }
}
