import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Formats the Java sources below a folder, or checks that they are formatted.
///
/// The build runs it (`java Format.java check|apply ROOT`) in a JVM of the JDK 25 toolchain,
/// because a formatter parses with the compiler of the JVM it runs in, and Maven itself may run on
/// an older one that does not know record patterns. Style: google-java-format, AOSP indentation.
///
/// Exit status: 0 all formatted, 1 something was not (check), 2 a file could not be parsed.
final class Format {

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        var root = Path.of(args[1]);
        var formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        List<Path> differing = new ArrayList<>();
        for (Path file : sources(root)) {
            String before = Files.readString(file);
            String after;
            try {
                after = formatter.formatSourceAndFixImports(before);
            } catch (FormatterException e) {
                System.err.println(root.relativize(file) + ": " + e.getMessage());
                System.exit(2);
                return;
            }
            if (!after.equals(before)) {
                differing.add(root.relativize(file));
                if (apply) {
                    Files.writeString(file, after);
                }
            }
        }
        if (apply) {
            differing.forEach(file -> System.out.println("formatted " + file));
        } else if (!differing.isEmpty()) {
            System.err.println(
                    "Not formatted: "
                            + differing
                            + "\nRun `mvn validate -Dformat=apply` and look at what it changed.");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (var tree = Files.walk(root)) {
            return tree.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> isSource(root.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    /// Whether a person wrote the file: nothing below a folder of built or hidden things.
    private static boolean isSource(Path relative) {
        for (Path part : relative) {
            String name = part.toString();
            if (name.equals("target") || name.equals("bin") || name.startsWith(".")) {
                return false;
            }
        }
        return true;
    }
}
