package dev.sonde.app.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// Loggers for the JDK itself ([System.Logger]), which cost nothing until something is logged.
///
/// The JDK asks for one each time a program ends (`Runtime.exit` logs at DEBUG). Its own answer
/// would load `java.util.logging`, and with it everything behind our bridge, at the end of every
/// command. The JDK finds this class as a service; it is public for that reason only.
public final class JdkLoggers extends System.LoggerFinder {

    /// Made by the JDK.
    public JdkLoggers() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Deferred(name);
    }

    /// Says without a library what is not wanted, and hands on what is.
    private record Deferred(String name) implements System.Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= Level.INFO.getSeverity() && level != Level.OFF;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                var line = LoggerFactory.getLogger(name).atLevel(levelOf(level));
                (thrown == null ? line : line.setCause(thrown)).log(String.valueOf(message));
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object @Nullable ... parameters) {
            if (isLoggable(level)) {
                String text = String.valueOf(format);
                log(
                        level,
                        bundle,
                        parameters == null || parameters.length == 0
                                ? text
                                : new MessageFormat(text, Locale.ROOT).format(parameters),
                        (Throwable) null);
            }
        }

        private static org.slf4j.event.Level levelOf(Level level) {
            return switch (level) {
                case ALL, TRACE -> org.slf4j.event.Level.TRACE;
                case DEBUG -> org.slf4j.event.Level.DEBUG;
                case INFO -> org.slf4j.event.Level.INFO;
                case WARNING -> org.slf4j.event.Level.WARN;
                case ERROR, OFF -> org.slf4j.event.Level.ERROR;
            };
        }
    }
}
