package dev.sonde.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

class StrangerTest {

    @Test
    void isSignedByItselfForThisMachine(@TempDir Path folder) throws Exception {
        var keys = Stranger.appear(folder).keys();

        assertEquals(List.of("stranger"), Collections.list(keys.aliases()));
        var certificate = assertInstanceOf(X509Certificate.class, keys.getCertificate("stranger"));
        certificate.verify(certificate.getPublicKey());
        assertEquals(
                List.of(List.of(7, "127.0.0.1"), List.of(2, "localhost")),
                List.copyOf(certificate.getSubjectAlternativeNames()));
    }

    @Test
    void isAnotherOneEachTime(@TempDir Path folder) throws Exception {
        assertNotEquals(
                Stranger.appear(folder).keys().getCertificate("stranger"),
                Stranger.appear(folder).keys().getCertificate("stranger"));
    }

    @Test
    void leavesNoKeyOnDisk(@TempDir Path folder) throws Exception {
        var _ = Stranger.appear(folder);

        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
