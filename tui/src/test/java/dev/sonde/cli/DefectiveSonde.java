package dev.sonde.cli;

import picocli.CommandLine.Command;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The program with one command more, which has a defect.
@Command(name = "defective")
final class DefectiveSonde implements Runnable {

    public static void main(String[] arguments) {
        var process = Terminal.ofProcess();
        var terminal = new Terminal(process.out(), process.err(), Map.of(), process.home());
        System.exit(
                Sonde.commandLine(terminal)
                        .addSubcommand(new DefectiveSonde())
                        .execute("defective"));
    }

    @Override
    public void run() {
        throw new IllegalStateException("odd");
    }

    /// What it needs, from wherever this test has it.
    static String classPath() {
        return Stream.of(
                        DefectiveSonde.class,
                        Sonde.class,
                        dev.sonde.app.Version.class,
                        picocli.CommandLine.class,
                        com.fasterxml.jackson.databind.JsonNode.class,
                        com.fasterxml.jackson.core.JsonFactory.class,
                        org.slf4j.Logger.class,
                        org.slf4j.bridge.SLF4JBridgeHandler.class,
                        ch.qos.logback.classic.Logger.class,
                        ch.qos.logback.core.Context.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
