package dev.sonde.lab.record;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What makes two requests the same: method, path, parameters whatever their order and their way of
/// escaping, and the body (a form's parameters whatever their order, anything else byte for byte).
record Asked(
        String method,
        String path,
        List<Map.Entry<String, String>> parameters,
        List<Map.Entry<String, String>> form,
        Body body) {

    private static final String FORM = "application/x-www-form-urlencoded";

    static Asked of(Fixture.Request request) {
        String target = request.target();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String type = request.headers().getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
        boolean isForm = type.startsWith(FORM) && request.body().utf8().isPresent();
        return new Asked(
                request.method(),
                // A plus in a path is a plus; in a query it is a space.
                decoded(path.replace("+", "%2B")),
                parametersOf(target),
                isForm ? parameters(request.body().text()) : List.of(),
                isForm ? Body.none() : request.body());
    }

    /// The decoded parameters of a target's query, in the order of their names and values.
    static List<Map.Entry<String, String>> parametersOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? List.of() : parameters(target.substring(query + 1));
    }

    /// How much another request has in common with this one; more is nearer.
    int nearness(Asked other) {
        int points = path.equals(other.path) ? 8 : 0;
        points += method.equals(other.method) ? 4 : 0;
        points += body.equals(other.body) ? 1 : 0;
        points += common(parameters, other.parameters) + common(form, other.form);
        return points;
    }

    private static int common(
            List<Map.Entry<String, String>> some, List<Map.Entry<String, String>> others) {
        int points = 0;
        for (Map.Entry<String, String> one : some) {
            if (others.contains(one)) {
                points += 2;
            } else if (others.stream().anyMatch(it -> it.getKey().equals(one.getKey()))) {
                points += 1;
            }
        }
        return points;
    }

    private static List<Map.Entry<String, String>> parameters(String encoded) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String one : encoded.split("&", -1)) {
            if (!one.isEmpty()) {
                int equals = one.indexOf('=');
                String name = equals < 0 ? one : one.substring(0, equals);
                String value = equals < 0 ? "" : one.substring(equals + 1);
                parameters.add(Map.entry(decoded(name), decoded(value)));
            }
        }
        parameters.sort(
                Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry::getValue));
        return List.copyOf(parameters);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// The text of a request for a person: method, target, and the body when there is one.
    static String text(Fixture.Request request) {
        String body = request.body().size() == 0 ? "" : " with body " + request.body();
        return request.method() + " " + request.target() + body;
    }
}
