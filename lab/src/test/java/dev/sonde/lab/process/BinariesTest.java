package dev.sonde.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class BinariesTest {

    @TempDir Path folder;

    @Test
    void namesTheProgramsThatAreNotThere() throws IOException {
        var binaries = new Binaries(folder);
        assertTrue(binaries.missing().contains("loki"));
        for (String name : binaries.missing()) {
            Files.createFile(folder.resolve(name));
        }
        assertTrue(binaries.missing().contains("loki"), "a file that cannot be run is missing");
        for (String name : binaries.missing()) {
            assertTrue(folder.resolve(name).toFile().setExecutable(true));
        }
        assertFalse(binaries.missing().contains("loki"));
        assertEquals(java.util.List.of(), binaries.missing());
    }
}
