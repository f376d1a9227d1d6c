package dev.sonde.cli;

import dev.sonde.testing.ClassPath;

import picocli.CommandLine.Command;

import java.util.Map;

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
        return ClassPath.of(
                DefectiveSonde.class,
                Sonde.class,
                dev.sonde.app.Version.class,
                picocli.CommandLine.class,
                com.fasterxml.jackson.databind.JsonNode.class,
                com.fasterxml.jackson.core.JsonFactory.class,
                org.slf4j.Logger.class,
                org.slf4j.bridge.SLF4JBridgeHandler.class,
                ch.qos.logback.classic.Logger.class,
                ch.qos.logback.core.Context.class);
    }
}
