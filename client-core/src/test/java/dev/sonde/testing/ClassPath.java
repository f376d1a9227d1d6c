package dev.sonde.testing;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A class path for a JVM or a compiler that a test starts.
public final class ClassPath {

    private ClassPath() {}

    /// The jars and folders from which this JVM has these classes.
    public static String of(Class<?>... classes) {
        return Arrays.stream(classes)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
