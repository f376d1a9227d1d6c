package dev.sonde.lab.cli;

/// One line for the person who runs the tests.
public final class Notice {

    private Notice() {}

    /// Print `text` where a build shows it, and return it.
    public static String line(String text) {
        System.err.println(text);
        return text;
    }
}
