package dev.sonde.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LabelsTest {

    private static final Labels SHOP =
            Labels.of(Map.of("pod", "shop-0", "__name__", "up", "http.route", "/ü"));

    @Test
    void areInTheOrderOfTheirNames() {
        List<Labels.Label> seen = new ArrayList<>();
        SHOP.forEach(seen::add);

        assertEquals(
                List.of(
                        new Labels.Label("__name__", "up"),
                        new Labels.Label("http.route", "/ü"),
                        new Labels.Label("pod", "shop-0")),
                seen);
        assertEquals(3, SHOP.size());
        assertEquals("[__name__=up, http.route=/ü, pod=shop-0]", SHOP.toString());
    }

    @Test
    void areFoundByName() {
        assertEquals(Optional.of("up"), SHOP.get("__name__"));
        assertEquals(Optional.of("shop-0"), SHOP.get("pod"));
        assertEquals(Optional.empty(), SHOP.get("namespace"));
        assertEquals(Optional.empty(), Labels.NONE.get("pod"));
    }

    @Test
    void areChangedIntoOthers() {
        assertEquals(
                Labels.of(Map.of("a", "1", "b", "2", "c", "3")),
                Labels.NONE.with("b", "2").with("c", "3").with("a", "1"));
        assertEquals(Labels.of(Map.of("a", "2")), Labels.of(Map.of("a", "1")).with("a", "2"));
        assertEquals(
                Labels.of(Map.of("a", "1")), Labels.of(Map.of("a", "1", "b", "2")).without("b"));
        assertEquals("[__name__=up, http.route=/ü, pod=shop-0]", SHOP.toString());
    }

    @Test
    void takeAnEmptyValueForNone() {
        assertEquals(Labels.of(Map.of("a", "1")), Labels.of(Map.of("a", "1", "b", "")));
        assertEquals(Labels.NONE, Labels.of(Map.of("a", "1")).with("a", ""));
        assertSame(SHOP, SHOP.without("namespace"));
    }

    @Test
    void areEqualByContentHoweverTheyWereMade() {
        var other = Labels.of(Map.of("pod", "shop-0", "http.route", "/ü")).with("__name__", "up");

        assertEquals(SHOP, other);
        assertEquals(SHOP.hashCode(), other.hashCode());
        assertNotEquals(SHOP, SHOP.with("pod", "shop-1"));
        // Two sets whose hashes collide: "Aa" and "BB" have the same.
        assertNotEquals(Labels.of(Map.of("a", "Aa")), Labels.of(Map.of("a", "BB")));
    }

    @Test
    void haveNames() {
        assertThrows(IllegalArgumentException.class, () -> Labels.of(Map.of("", "x")));
        assertThrows(IllegalArgumentException.class, () -> SHOP.with("", "x"));
    }

    @Test
    void cannotBeChangedThroughTheirIterator() {
        var all = SHOP.iterator();
        all.next();
        assertThrows(UnsupportedOperationException.class, all::remove);
    }
}
