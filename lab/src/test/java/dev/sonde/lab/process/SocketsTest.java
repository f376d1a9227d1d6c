package dev.sonde.lab.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/// The watch for addresses sees what it must see: another address of this machine stands for one
/// that must never be dialled.
class SocketsTest {

    private static final List<Long> ME = List.of(ProcessHandle.current().pid());

    @Test
    void seesWhereAProcessListensAndWhatItDials() throws IOException {
        var other = InetAddress.getByName("127.77.0.9");
        assertFalse(Sockets.remote(ME).contains("127.77.0.9"));
        try (var server = new ServerSocket(0, 1, other)) {
            assertTrue(Sockets.listening(ME).contains("127.77.0.9"));
            try (var client = new Socket(other, server.getLocalPort())) {
                assertTrue(client.isConnected());
                assertTrue(Sockets.remote(ME).contains("127.77.0.9"));
            }
        }
    }

    @Test
    void seesThatAProcessListensOnEveryAddress() throws IOException {
        try (var server = new ServerSocket(0)) {
            assertTrue(server.isBound());
            var seen = Sockets.listening(ME);
            assertTrue(seen.contains("0.0.0.0") || seen.contains("::"), "saw " + seen);
        }
    }
}
