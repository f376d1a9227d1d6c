package dev.sonde.lab.junit;

import dev.sonde.lab.Lab;
import dev.sonde.lab.cli.Notice;
import dev.sonde.lab.process.Binaries;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

import java.util.Optional;

/// Gives the tests of a run their one lab; see [Live].
final class LabExtension
        implements ExecutionCondition, ParameterResolver, TestExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    private static final int LAST_LINES = 8;

    /// The lab of this run, or why it did not start: it is tried once, not once a class.
    private static final class Shared implements AutoCloseable {

        private Optional<Lab> lab = Optional.empty();
        private Optional<RuntimeException> failure = Optional.empty();

        Shared(Binaries binaries) {
            try {
                this.lab = Optional.of(Lab.start(binaries));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                this.failure = Optional.of(new IllegalStateException("interrupted", e));
            } catch (RuntimeException e) {
                this.failure = Optional.of(e);
            }
        }

        Lab lab() {
            return lab.orElseThrow(
                    () -> new IllegalStateException("the lab did not start", failure.orElse(null)));
        }

        @Override
        public void close() {
            lab.ifPresent(Lab::close);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return whatIsMissing(Binaries.find(), "true".equals(System.getenv("CI")))
                .map(
                        reason -> {
                            root(context).getOrComputeIfAbsent("notice", _ -> Notice.line(reason));
                            return ConditionEvaluationResult.disabled(reason);
                        })
                .orElseGet(() -> ConditionEvaluationResult.enabled("the lab is built"));
    }

    /// Say why live tests cannot run.
    ///
    /// - **Empty:** they can.
    /// - **Fails:** [IllegalStateException] where they must run.
    static Optional<String> whatIsMissing(Optional<Binaries> binaries, boolean mustRun) {
        String reason;
        if (binaries.isEmpty()) {
            reason = "Live tests skipped: run them from a checkout, where lab/build is.";
        } else if (binaries.get().missing().isEmpty()) {
            return Optional.empty();
        } else {
            reason =
                    "Live tests skipped: the lab is not built (missing "
                            + String.join(", ", binaries.get().missing())
                            + "). Build it with lab/build.";
        }
        if (mustRun) {
            throw new IllegalStateException(reason + " With CI=true that is a failure.");
        }
        return Optional.of(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Lab resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return root(context)
                .getOrComputeIfAbsent(
                        Shared.class, _ -> new Shared(Binaries.find().orElseThrow()), Shared.class)
                .lab();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        var shared = root(context).get(Shared.class, Shared.class);
        if (shared != null) {
            shared.lab.ifPresent(
                    lab -> failure.addSuppressed(new LastLines(lab.lastLines(LAST_LINES))));
        }
        throw failure;
    }

    private static ExtensionContext.Store root(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }

    /// What the servers printed last, as something that a test report shows with the failure.
    private static final class LastLines extends Exception {

        private static final long serialVersionUID = 1;

        LastLines(String lines) {
            super("the servers' last lines\n" + lines, null, false, false);
        }
    }
}
