package dev.sonde.cli;

import dev.sonde.app.Version;
import dev.sonde.cli.output.JsonDocument;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// `sonde version`
@Command(name = "version", description = "Print which Sonde this is, and on what it runs.")
final class VersionCommand implements Callable<Integer> {

    enum Form {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print it (default: text).")
    private Form form = Form.text;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(print(Version.current(), form));
        out.flush();
        return Exit.ANSWERED.status();
    }

    static String print(Version version, Form form) {
        return switch (form) {
            case text ->
                    "sonde %s (Java %s, %s %s)\n"
                            .formatted(
                                    version.sonde(), version.java(), version.os(), version.arch());
            case json ->
                    JsonDocument.of(
                            "version",
                            fields ->
                                    fields.text("version", version.sonde())
                                            .text("java", version.java())
                                            .text("os", version.os())
                                            .text("arch", version.arch()));
        };
    }
}
