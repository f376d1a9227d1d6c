package dev.sonde.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// What a command line runs in: where it prints, and what it may read of its surroundings.
///
/// @param out for the answer
/// @param err for progress, notices and errors
/// @param environment the environment variables
/// @param home the home folder of the user
public record Terminal(
        PrintWriter out, PrintWriter err, Map<String, String> environment, Path home) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /// The terminal, pipe or file of this process.
    ///
    /// Prints UTF-8 whatever the locale says: a log line must survive `LANG=C sonde … | less`.
    static Terminal ofProcess() {
        return new Terminal(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                System.getenv(),
                Path.of(System.getProperty("user.home")));
    }

    private static PrintWriter writer(FileDescriptor to) {
        return new PrintWriter(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }
}
