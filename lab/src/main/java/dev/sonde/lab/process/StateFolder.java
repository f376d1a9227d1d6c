package dev.sonde.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// The folder of one lab, which is gone when the lab is.
///
/// Folders are named after the process that owns them. A lab that was killed leaves its folder; the
/// next one to start takes away those whose process no longer runs.
public final class StateFolder implements AutoCloseable {

    private final Path path;

    private StateFolder(Path path) {
        this.path = path;
    }

    /// Make a new folder below `parent`, and take away what dead labs left there.
    public static StateFolder create(Path parent) {
        try {
            Files.createDirectories(parent);
            sweep(parent);
            return new StateFolder(
                    Files.createTempDirectory(parent, ProcessHandle.current().pid() + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where labs of this user keep their folders.
    public static Path home() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "sonde-lab-" + System.getProperty("user.name"));
    }

    /// The folder itself.
    public Path path() {
        return path;
    }

    /// Take the folder away with everything in it.
    @Override
    public void close() {
        delete(path);
    }

    private static void sweep(Path parent) throws IOException {
        List<Path> folders;
        try (var list = Files.list(parent)) {
            folders = list.toList();
        }
        for (Path folder : folders) {
            String owner = folder.getFileName().toString().split("-", 2)[0];
            if (owner.matches("\\d+") && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path visited,
                                @org.jspecify.annotations.Nullable IOException failure)
                                throws IOException {
                            Files.deleteIfExists(visited);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's folder could not be removed", e);
        }
    }
}
