package dev.sonde.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The TCP sockets of processes, as the Linux kernel lists them.
///
/// - **Source:** proc(5), `/proc/net/tcp`: local and remote address in hexadecimal (host byte
///   order), state 0A is LISTEN, 02 is SYN_SENT; `/proc/PID/fd/N` links to `socket:[INODE]`.
public final class Sockets {

    private static final String LISTEN = "0A";

    private Sockets() {}

    /// The addresses at which any of these processes listens, such as `127.0.0.1`.
    public static Set<String> listening(Collection<Long> pids) throws IOException {
        Set<String> addresses = new TreeSet<>();
        for (String[] socket : of(pids)) {
            if (socket[3].equals(LISTEN)) {
                addresses.add(address(socket[1]));
            }
        }
        return addresses;
    }

    /// The addresses to which any of these processes is connected, or tries to be.
    public static Set<String> remote(Collection<Long> pids) throws IOException {
        Set<String> addresses = new TreeSet<>();
        for (String[] socket : of(pids)) {
            if (!socket[3].equals(LISTEN)) {
                addresses.add(address(socket[2]));
            }
        }
        return addresses;
    }

    private static List<String[]> of(Collection<Long> pids) throws IOException {
        Set<String> inodes = inodes(pids);
        List<String[]> sockets = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> lines = Files.readAllLines(Path.of("/proc/net", table));
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.strip().split("\\s+");
                if (inodes.contains(columns[9])) {
                    sockets.add(columns);
                }
            }
        }
        return sockets;
    }

    private static Set<String> inodes(Collection<Long> pids) throws IOException {
        Set<String> inodes = new HashSet<>();
        for (long pid : pids) {
            try (var descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
                for (Path descriptor : descriptors.toList()) {
                    addInode(descriptor, inodes);
                }
            } catch (NoSuchFileException ended) {
                // The process has ended since it was listed: it has no sockets.
            }
        }
        return inodes;
    }

    private static void addInode(Path descriptor, Set<String> inodes) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:[")) {
                inodes.add(target.substring("socket:[".length(), target.length() - 1));
            }
        } catch (NoSuchFileException closed) {
            // Closed since it was listed.
        }
    }

    /// `0100007F:1F90` is 127.0.0.1; a mapped IPv4 address of tcp6 ends with the same eight digits.
    private static String address(String column) {
        String hex = column.substring(0, column.indexOf(':'));
        if (hex.length() == 32) {
            if (hex.equals("0".repeat(32))) {
                return "::";
            }
            if (hex.equals("00000000000000000000000001000000")) {
                return "::1";
            }
            if (!hex.startsWith("0000000000000000FFFF0000")) {
                return "ipv6 " + hex;
            }
        }
        String last = hex.substring(hex.length() - 8);
        var text = new StringBuilder();
        for (int at = 6; at >= 0; at -= 2) {
            text.append(text.isEmpty() ? "" : ".");
            text.append(Integer.parseInt(last.substring(at, at + 2), 16));
        }
        return text.toString();
    }
}
