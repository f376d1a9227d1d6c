package dev.sonde.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class StateFolderTest {

    @TempDir Path parent;

    @Test
    void isGoneWithEverythingInItWhenClosed() throws IOException {
        Path path;
        try (var folder = StateFolder.create(parent)) {
            path = folder.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/file"), "x");
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void takesAwayWhatADeadLabLeftAndNothingElse() throws IOException, InterruptedException {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createDirectories(parent.resolve(dead.pid() + "-1234/loki"));
        Files.writeString(left.resolve("chunk"), "x");
        Path alive = Files.createDirectories(parent.resolve(ProcessHandle.current().pid() + "-99"));
        Path notOurs = Files.createDirectories(parent.resolve("notes-of-a-person"));
        try (var folder = StateFolder.create(parent)) {
            assertTrue(Files.isDirectory(folder.path()));
            try (var list = Files.list(parent)) {
                assertEquals(
                        List.of(alive, folder.path(), notOurs).stream().sorted().toList(),
                        list.sorted().toList());
            }
        }
    }
}
