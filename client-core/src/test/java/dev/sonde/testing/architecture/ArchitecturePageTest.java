package dev.sonde.testing.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// `docs/architecture.md` shows the tables that the rules are made of, and no others.
class ArchitecturePageTest {

    @Test
    void showsWhichPackageMayUseWhich() throws IOException {
        assertEquals(
                Room.ALL.stream()
                        .map(
                                room ->
                                        "| `%s` | %s |"
                                                .formatted(
                                                        room.name(),
                                                        room.mayUse().isEmpty()
                                                                ? "nothing of ours"
                                                                : room.mayUse().stream()
                                                                        .sorted()
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", "))))
                        .collect(Collectors.joining("\n")),
                rows("rooms"));
    }

    @Test
    void showsWhichLibraryMayBeUsedWhere() throws IOException {
        assertEquals(
                Library.ALL.stream()
                        .map(
                                library ->
                                        "| `%s` | %s |"
                                                .formatted(
                                                        String.join("`, `", library.brings()),
                                                        String.join(", ", library.usedBy())))
                        .collect(Collectors.joining("\n")),
                rows("libraries"));
    }

    /// The rows of the table after the mark `<!-- NAME -->`, without its two head lines.
    private static String rows(String name) throws IOException {
        Path page = Path.of("").toAbsolutePath();
        while (!Files.exists(page.resolve("docs/architecture.md"))) {
            page = page.resolve("..").normalize();
        }
        String text = Files.readString(page.resolve("docs/architecture.md"));
        String after = text.substring(text.indexOf("<!-- " + name + " -->"));
        return after.lines()
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .collect(Collectors.joining("\n"));
    }
}
