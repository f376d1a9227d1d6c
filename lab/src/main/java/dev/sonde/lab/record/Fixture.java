package dev.sonde.lab.record;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One exchange with a real server, as it was: request, answer, and which server in which version.
///
/// Its name is `<backend>/<case>`, which is also the folder it is kept in; see [FixtureFolder].
public record Fixture(String name, Server server, Request request, Answer answer) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+/[a-z0-9-]+");

    /// - **Fails:** [IllegalArgumentException] when the name is not `<backend>/<case>` in small
    ///   letters, digits and hyphens.
    public Fixture {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a fixture is called backend/case, in small letters, not " + name);
        }
    }

    /// Who answered, and in which version.
    public record Server(String name, String version) {}

    /// What was asked. `target` is the path with the query, as it stands in the request line.
    public record Request(
            String method, String target, SortedMap<String, String> headers, Body body) {

        /// - **Fails:** [IllegalArgumentException] when the target does not begin with `/`.
        public Request {
            if (!target.startsWith("/")) {
                throw new IllegalArgumentException("a target begins with /, not " + target);
            }
            headers = withoutCase(headers);
        }

        /// A plain GET.
        public static Request get(String target) {
            return new Request("GET", target, new TreeMap<>(), Body.none());
        }

        /// The same with one more parameter in its query.
        public Request and(String parameter, String value) {
            String more =
                    URLEncoder.encode(parameter, StandardCharsets.UTF_8)
                            + "="
                            + URLEncoder.encode(value, StandardCharsets.UTF_8);
            String separator = target.contains("?") ? "&" : "?";
            return new Request(method, target + separator + more, headers, body);
        }

        /// A POST of a form, already encoded.
        public static Request postForm(String target, String form) {
            return new Request("POST", target, new TreeMap<>(), Body.of(form))
                    .with("Content-Type", "application/x-www-form-urlencoded");
        }

        /// The same with one more header.
        public Request with(String header, String value) {
            var changed = new TreeMap<>(headers);
            changed.put(header, value);
            return new Request(method, target, changed, body);
        }
    }

    /// What came back.
    public record Answer(int status, SortedMap<String, String> headers, Body body) {

        /// Copy the headers.
        public Answer {
            headers = withoutCase(headers);
        }
    }

    private static SortedMap<String, String> withoutCase(Map<String, String> headers) {
        var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return Collections.unmodifiableSortedMap(sorted);
    }
}
