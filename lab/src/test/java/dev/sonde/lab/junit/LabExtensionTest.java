package dev.sonde.lab.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.process.Binaries;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class LabExtensionTest {

    @TempDir Path folder;

    @Test
    void saysHowToBuildTheLabWhenProgramsAreMissing() throws IOException {
        var binaries = new Binaries(folder);
        for (String name : binaries.missing()) {
            if (!name.startsWith("l")) {
                assertEquals(
                        true, Files.createFile(folder.resolve(name)).toFile().setExecutable(true));
            }
        }
        assertEquals(
                Optional.of(
                        "Live tests skipped: the lab is not built (missing loki, logcli)."
                                + " Build it with lab/build."),
                LabExtension.whatIsMissing(Optional.of(binaries), false));
    }

    @Test
    void failsInsteadOfSkippingWhereItMustRun() {
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () -> LabExtension.whatIsMissing(Optional.empty(), true));
        assertEquals(
                "Live tests skipped: run them from a checkout, where lab/build is."
                        + " With CI=true that is a failure.",
                failure.getMessage());
    }
}
