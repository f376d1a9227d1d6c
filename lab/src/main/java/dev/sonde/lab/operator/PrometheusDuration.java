package dev.sonde.lab.operator;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Prometheus writes them: `1h30m`, `15s`, `250ms`.
final class PrometheusDuration {

    private static final Pattern PARTS =
            Pattern.compile(
                    "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?"
                            + "(?:(\\d+)ms)?");

    private static final long[] MILLIS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private PrometheusDuration() {}

    static Duration parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.isEmpty() || !parts.matches()) {
            throw new InvalidObject("not a valid duration string: \"" + text + "\"");
        }
        long millis = 0;
        for (int i = 0; i < MILLIS.length; i++) {
            String part = parts.group(i + 1);
            if (part != null) {
                millis += Long.parseLong(part) * MILLIS[i];
            }
        }
        return Duration.ofMillis(millis);
    }
}
