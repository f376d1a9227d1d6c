package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class PackerTest {

    private final List<String> batches = new ArrayList<>();

    @Test
    void keepsPiecesOfOneHeadTogetherUntilTheSizeIsReached() throws Exception {
        var packer = packer(10);
        packer.add("ab", pieces("1111", "2222"));
        packer.flush();

        assertEquals(List.of("ab:1111,2222"), batches);
    }

    @Test
    void beginsANewBatchWithTheHeadRepeatedOneByteAboveTheSize() throws Exception {
        var packer = packer(9);
        packer.add("ab", pieces("1111", "2222", "3"));
        packer.flush();

        assertEquals(List.of("ab:1111", "ab:2222,3"), batches);
    }

    @Test
    void countsTheHeadOfEachGroup() throws Exception {
        var packer = packer(8);
        packer.add("ab", pieces("11"));
        packer.add("cd", pieces("22"));
        packer.add("e", pieces("3"));
        packer.flush();

        assertEquals(List.of("ab:11 cd:22", "e:3"), batches);
    }

    @Test
    void sendsAPieceAboveTheSizeAlone() throws Exception {
        var packer = packer(4);
        packer.add("a", pieces("1", "2222222222", "3"));
        packer.flush();

        assertEquals(List.of("a:1", "a:2222222222", "a:3"), batches);
    }

    @Test
    void sendsNothingWhenThereIsNothing() throws Exception {
        var packer = packer(4);
        packer.add("a", Stream.empty());
        packer.flush();
        packer.flush();

        assertEquals(List.of(), batches);
    }

    private Packer<String> packer(int limit) {
        return new Packer<>(
                limit,
                String::length,
                batch ->
                        batches.add(
                                batch.stream()
                                        .map(PackerTest::text)
                                        .collect(Collectors.joining(" "))));
    }

    private static Stream<byte[]> pieces(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Packer.Group<String> group) {
        return group.pieces().stream()
                .map(piece -> new String(piece, StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", group.head() + ":", ""));
    }
}
