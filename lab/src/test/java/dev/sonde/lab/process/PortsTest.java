package dev.sonde.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

class PortsTest {

    @Test
    void givesEachPortOnceAndOnlyWhatIsFree() throws IOException {
        var ports = new Ports();
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            int port = ports.free();
            assertTrue(port >= 15_000 && port < 32_768, "port " + port);
            given.add(port);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertEquals(port, socket.getLocalPort());
            }
        }
        assertEquals(200, given.size());
    }
}
