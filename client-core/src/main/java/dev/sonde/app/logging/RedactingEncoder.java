package dev.sonde.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;

import dev.sonde.model.Redaction;

import java.nio.charset.StandardCharsets;

/// Turns an event into a line (and a stack trace) without secrets.
///
/// Every appender of Sonde uses it, and it is the only one: what it lets through is all that is
/// ever logged.
final class RedactingEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder();
        line.append(event.getInstant()).append(' ').append(event.getLevel());
        line.append(" [").append(event.getThreadName()).append("] ");
        line.append(event.getLoggerName()).append(": ").append(event.getFormattedMessage());
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return Redaction.of(line.toString()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
