package dev.sonde.testing.architecture;

import java.util.List;
import java.util.Set;

/// A library, by the packages it brings, and the only packages of ours that may use it.
///
/// What is not listed here may be used by nobody; `java.base` and the annotations for null may be
/// used by all.
///
/// @param brings the beginnings of its package names
/// @param usedBy the packages below `dev.sonde` that may use it, with all below them
record Library(List<String> brings, List<String> usedBy) {

    private static final Set<String> JAVA_BASE =
            ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();

    static final List<Library> ALL =
            List.of(
                    library("io.fabric8").usedBy("backend.kubernetes"),
                    library("okhttp3", "okio", "kotlin").usedBy("backend"),
                    library("com.fasterxml.jackson")
                            .usedBy("backend", "engine.http", "cli.output", "lab"),
                    library("com.google.protobuf")
                            .usedBy("backend.tempo", "engine.http", "lab.feed"),
                    library("io.airlift.compress").usedBy("lab.feed"),
                    library("com.google.re2j").usedBy("engine"),
                    library("org.slf4j")
                            .usedBy("app", "backend", "forward", "cli", "tui", "desktop"),
                    library("org.slf4j.bridge").usedBy("app.logging"),
                    library("ch.qos.logback").usedBy("app.logging"),
                    library("java.util.logging").usedBy("app.logging"),
                    library("picocli").usedBy("cli"),
                    library("com.googlecode.lanterna").usedBy("tui"),
                    library("javafx", "atlantafx", "org.kordamp.ikonli", "org.fxmisc.richtext")
                            .usedBy("desktop"),
                    library("io.fair_acc").usedBy("desktop.chart"),
                    library("java.net.http").usedBy("lab"),
                    library("com.sun.net.httpserver").usedBy("lab"),
                    library("org.junit.jupiter").usedBy("lab.junit"));

    /// Whether a package of ours may use a package of somebody else's.
    static boolean mayUse(String ours, String theirs) {
        if (JAVA_BASE.contains(theirs) || theirs.equals("org.jspecify.annotations")) {
            return true;
        }
        return ALL.stream()
                .filter(library -> library.brings(theirs))
                // The longest name decides: org.slf4j.bridge is not org.slf4j.
                .max(java.util.Comparator.comparingInt(library -> library.length(theirs)))
                .filter(library -> library.isUsedBy(ours))
                .isPresent();
    }

    private boolean brings(String packageName) {
        return length(packageName) > 0;
    }

    private int length(String packageName) {
        return brings.stream()
                .filter(beginning -> (packageName + ".").startsWith(beginning + "."))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private boolean isUsedBy(String packageName) {
        return usedBy.stream()
                .anyMatch(name -> (packageName + ".").startsWith("dev.sonde." + name + "."));
    }

    private static Library library(String... brings) {
        return new Library(List.of(brings), List.of());
    }

    private Library usedBy(String... packages) {
        return new Library(brings, List.of(packages));
    }
}
