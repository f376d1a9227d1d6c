package dev.sonde.lab.record;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What of an exchange may stand in a file: a list of what is kept, so that a secret that nobody
/// thought of (`Authorization`, `Cookie`, `Set-Cookie`, a vendor's key) stays out by itself, and so
/// does what changes with every recording (`Date`).
final class KeptHeaders {

    private static final Set<String> OF_REQUESTS =
            Set.of("accept", "content-type", "x-loki-response-encoding-flags", "x-scope-orgid");

    private static final Set<String> OF_ANSWERS =
            Set.of("content-encoding", "content-type", "location", "retry-after", "warning");

    /// Parts of the names of parameters that carry secrets.
    private static final List<String> SECRET =
            List.of("token", "password", "passwd", "secret", "api_key", "apikey", "authorization");

    private KeptHeaders() {}

    static SortedMap<String, String> ofRequest(Map<String, String> headers) {
        return kept(OF_REQUESTS, headers);
    }

    static SortedMap<String, String> ofAnswer(Map<String, String> headers) {
        return kept(OF_ANSWERS, headers);
    }

    /// Refuse what cannot be kept without a secret: leaving a parameter out would make another
    /// request of it.
    ///
    /// - **Fails:** [IllegalArgumentException] naming the parameter, never its value.
    static void checkNoSecretIn(Fixture.Request request) {
        var asked = Asked.of(request);
        Stream.concat(asked.parameters().stream(), asked.form().stream())
                .map(Map.Entry::getKey)
                .filter(KeptHeaders::soundsSecret)
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(
                                    "not recorded: the parameter " + name + " may be a secret");
                        });
    }

    private static boolean soundsSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(lower::contains);
    }

    private static SortedMap<String, String> kept(Set<String> names, Map<String, String> headers) {
        var kept = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                (name, value) -> {
                    if (names.contains(name.toLowerCase(Locale.ROOT))) {
                        kept.put(name.toLowerCase(Locale.ROOT), value);
                    }
                });
        return kept;
    }
}
