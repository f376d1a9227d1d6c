package dev.sonde.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/// Sets logback up from the [LogTarget], when the first logger is asked for.
///
/// logback finds it as a service. It is public for that reason only.
public final class LogbackSetup extends ContextAwareBase implements Configurator {

    /// A file of this size holds some days of a person's work, and fits into a mail.
    private static final FileSize FILE_SIZE = FileSize.valueOf("5MB");

    /// Older parts that are kept: `sonde.log.1` to `sonde.log.3`.
    private static final int OLDER_PARTS = 3;

    /// Make the appenders; without a target there are none and nothing is logged.
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        LogTarget.current()
                .ifPresentOrElse(
                        target -> {
                            addFile(context, root, target);
                            target.screen().ifPresent(screen -> addScreen(context, root, screen));
                        },
                        () -> root.setLevel(Level.OFF));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static void addFile(LoggerContext context, Logger root, LogTarget target) {
        try {
            Files.createDirectories(target.folder());
        } catch (IOException readOnlyHome) {
            // A bastion may have a home that cannot be written to. Sonde works without its log.
            return;
        }
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("file");
        appender.setFile(target.file().toString());
        appender.setEncoder(encoder(context));
        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(target.file() + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLDER_PARTS);
        rolling.start();
        var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        trigger.setContext(context);
        trigger.setMaxFileSize(FILE_SIZE);
        // By itself it looks once a minute; a burst of stack traces would not be noticed.
        trigger.setCheckIncrement(Duration.buildByMilliseconds(0));
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        appender.start();
        root.addAppender(appender);
    }

    private static void addScreen(LoggerContext context, Logger root, OutputStream screen) {
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("screen");
        appender.setEncoder(encoder(context));
        appender.setOutputStream(screen);
        appender.start();
        root.addAppender(appender);
    }

    private static RedactingEncoder encoder(LoggerContext context) {
        var encoder = new RedactingEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
