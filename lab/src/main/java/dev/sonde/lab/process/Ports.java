package dev.sonde.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Ports of 127.0.0.1 that nobody listens on.
///
/// They come from below the range out of which the kernel gives ports to outgoing connections
/// (32768 and up on Linux, `net.ipv4.ip_local_port_range`): otherwise a connection of one server
/// could take the port that was just chosen for another.
public final class Ports {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_999;

    /// Spread differently in every JVM, so that two labs on one machine rarely try the same port.
    private final RandomGenerator random = new Random();

    /// Guarded by `this`: a port is given once, though nobody listens on it yet.
    private final Set<Integer> given = new HashSet<>();

    /// Choose a port that is free now and that was not given before.
    public synchronized int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST + 1);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port on 127.0.0.1 between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(loopback(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
