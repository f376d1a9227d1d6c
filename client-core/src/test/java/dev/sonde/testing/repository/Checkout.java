package dev.sonde.testing.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The checkout that the tests run in.
final class Checkout {

    private static final Set<String> NOT_WRITTEN = Set.of("target", "bin", ".git");

    private Checkout() {}

    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("sonde"))) {
                return at;
            }
        }
        throw new IllegalStateException("not in a checkout: no `sonde` above the working folder");
    }

    /// Every file that a person or a tool wrote and that is kept, with paths from the root.
    static List<Path> files() {
        Path root = root();
        try (var tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(Checkout::isKept)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> filesEndingWith(String ending) {
        return files().stream().filter(file -> file.toString().endsWith(ending)).toList();
    }

    static String read(Path fromRoot) {
        try {
            return new String(Files.readAllBytes(root().resolve(fromRoot)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isKept(Path file) {
        for (Path part : file) {
            if (NOT_WRITTEN.contains(part.toString()) || part.toString().endsWith(".lock")) {
                return false;
            }
        }
        return true;
    }
}
