package dev.sonde.app.logging;

import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A program that logs in every way that Sonde and its libraries do, in a JVM of its own.
final class LogProbe {

    private LogProbe() {}

    /// Arguments: the folder, and what to do: `file`, `screen` (too), `much`, `nothing`.
    public static void main(String[] arguments) {
        PrintStream screen = System.err;
        LogTarget.use(
                new LogTarget(
                        Path.of(arguments[0]),
                        arguments[1].equals("screen") ? Optional.of(screen) : Optional.empty()));
        if (arguments[1].equals("nothing")) {
            System.exit(0);
        }
        if (arguments[1].equals("much")) {
            for (int i = 0; i < 300; i++) {
                LoggerFactory.getLogger("dev.sonde.probe").info("x".repeat(100_000));
            }
            return;
        }
        LoggerFactory.getLogger("dev.sonde.probe")
                .warn(
                        "asked with Authorization: Bearer {}",
                        "s3cr3t-bearer-token",
                        new IllegalStateException("Cookie: session=s3cr3t-cookie"));
        Logger.getLogger("okhttp3.OkHttpClient")
                .log(Level.INFO, "GET http://u:s3cr3t-password@127.0.0.1/ HTTP/1.1");
        System.getLogger("jdk.internal.httpclient")
                .log(System.Logger.Level.WARNING, "refused {0}", "Bearer s3cr3t-of-the-jdk-client");
        LoggerFactory.getLogger("dev.sonde.probe").debug("not wanted");
    }
}
