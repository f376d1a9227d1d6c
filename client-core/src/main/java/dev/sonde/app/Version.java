package dev.sonde.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// Which Sonde this is, and on what it runs.
///
/// @param sonde as released, such as `0.1.0`
/// @param java the version of the Java runtime, such as `25.0.3+9-LTS`
/// @param os the operating system, such as `Linux`
/// @param arch the processor, such as `amd64`
public record Version(String sonde, String java, String os, String arch) {

    /// Ask the running program.
    public static Version current() {
        return new Version(
                number(),
                Runtime.version().toString(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    private static String number() {
        var properties = new Properties();
        try (var resource = Version.class.getResourceAsStream("version.properties")) {
            if (resource == null) {
                throw new IllegalStateException("the jar has no version.properties");
            }
            properties.load(new java.io.InputStreamReader(resource, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
