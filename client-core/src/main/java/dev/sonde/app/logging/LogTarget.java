package dev.sonde.app.logging;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Where the log of this program goes: always a file, and a person's screen when she asks for it.
///
/// A main says it once, at its start, with [#use]. That costs nothing: no class of a logging
/// library is loaded and no file is made before something is logged. Until it is said, nothing is
/// kept.
///
/// @param folder where `sonde.log` and its older parts are
/// @param screen where the same lines go as well; empty unless asked for (`-v`)
public record LogTarget(Path folder, Optional<OutputStream> screen) {

    /// The process has one log, as it has one standard error.
    private static final AtomicReference<Optional<LogTarget>> CURRENT =
            new AtomicReference<>(Optional.empty());

    /// Send the log of this process there, from the first line on.
    ///
    /// Call it before anything is logged; a later call has no effect on loggers that are open.
    public static void use(LogTarget target) {
        CURRENT.set(Optional.of(target));
        // Read by java.util.logging when it is first used, which may never be.
        System.setProperty(
                "java.util.logging.config.class", "dev.sonde.app.logging.JavaLoggingBridge");
    }

    /// What was said last.
    ///
    /// - **Empty:** no main has said anything; tests and tools keep no log.
    static Optional<LogTarget> current() {
        return CURRENT.get();
    }

    /// The file that is written to.
    public Path file() {
        return folder.resolve("sonde.log");
    }

    /// The folder for the log of this user.
    ///
    /// - **Source:** XDG Base Directory Specification 0.8 (`$XDG_STATE_HOME`, which must be
    ///   absolute, else `~/.local/state`); on Windows `%LOCALAPPDATA%`, where such files belong.
    public static Path folderOf(Map<String, String> environment, Path home) {
        Path state = absolute(environment.get("XDG_STATE_HOME"));
        if (state == null) {
            state = absolute(environment.get("LOCALAPPDATA"));
        }
        if (state == null) {
            state = home.resolve(".local").resolve("state");
        }
        return state.resolve("sonde");
    }

    private static @org.jspecify.annotations.Nullable Path absolute(
            @org.jspecify.annotations.Nullable String named) {
        if (named == null || named.isEmpty() || !Path.of(named).isAbsolute()) {
            return null;
        }
        return Path.of(named);
    }
}
