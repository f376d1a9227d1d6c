package dev.sonde.cli;

import dev.sonde.app.logging.LogTarget;

import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The command `sonde`: its options, its commands, and what happens to errors.
@Command(
        name = "sonde",
        description = "Diagnose Kubernetes workloads by their metrics, logs and traces.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = VersionCommand.class)
public final class Sonde implements Runnable {

    private final Terminal terminal;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show what can be said, and end.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    private Sonde(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Run the command line of this process and end it with the command's exit status.
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /// Run one command line and return its exit status; nothing escapes.
    static int run(Terminal terminal, String... arguments) {
        return commandLine(terminal).execute(arguments);
    }

    static CommandLine commandLine(Terminal terminal) {
        var sonde = new Sonde(terminal);
        LogTarget.use(sonde.logTarget(false));
        return new CommandLine(sonde)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, _) -> sonde.usage(wrong))
                .setExecutionExceptionHandler((defect, _, _) -> sonde.defect(defect));
    }

    /// Show on standard error what is logged.
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show on standard error what is logged.")
    @SuppressWarnings("unused") // picocli calls it
    private void verbose(boolean wanted) {
        LogTarget.use(logTarget(wanted));
    }

    /// No command: until there is a terminal UI to open, say what there is.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: a COMMAND is missing.");
    }

    private LogTarget logTarget(boolean verbose) {
        return new LogTarget(
                LogTarget.folderOf(terminal.environment(), terminal.home()),
                verbose ? Optional.of(screen()) : Optional.empty());
    }

    /// Standard error as something that a logger writes bytes of UTF-8 to.
    private OutputStream screen() {
        return new OutputStream() {
            @Override
            public void write(int oneByte) {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                terminal.err().write(new String(bytes, from, count, StandardCharsets.UTF_8));
                terminal.err().flush();
            }
        };
    }

    private int usage(ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(command + ": " + wrong.getMessage());
        terminal.err().println("Try `" + command + " --help`.");
        terminal.err().flush();
        return Exit.USAGE.status();
    }

    private int defect(Exception defect) {
        if (defect instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED.status();
        }
        LoggerFactory.getLogger(Sonde.class).error("a command ended with a defect", defect);
        terminal.err()
                .println(
                        "sonde: this is a defect in Sonde ("
                                + defect.getClass().getSimpleName()
                                + "); the details are in "
                                + logTarget(false).file());
        terminal.err().flush();
        return Exit.DEFECT.status();
    }
}
