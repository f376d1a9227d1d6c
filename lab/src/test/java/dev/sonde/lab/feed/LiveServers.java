package dev.sonde.lab.feed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.sonde.lab.Lab;
import dev.sonde.lab.http.LoopbackClient;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/// The real servers of the live tests, and how these tests ask them.
final class LiveServers implements AutoCloseable {

    /// Keeps numbers as the server wrote them.
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final LoopbackClient client = LoopbackClient.open();

    private final Lab lab;

    LiveServers(Lab lab) {
        this.lab = lab;
    }

    URI prometheus() {
        return lab.prometheus().uri();
    }

    URI loki() {
        return lab.loki().uri();
    }

    /// The present minute: a time that the servers take for new.
    static Instant now() {
        return Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS);
    }

    /// A text that no other run has used.
    static String run() {
        return "r" + Clock.systemUTC().millis();
    }

    /// Ask for JSON; the status must be 200.
    JsonNode get(URI base, String path, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return get(base, path, parameters, Map.of());
    }

    JsonNode get(URI base, String path, Map<String, String> parameters, Map<String, String> headers)
            throws IOException, InterruptedException {
        String query =
                parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + encoded(p.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                LoopbackClient.request(base.resolve(path + (query.isEmpty() ? "" : "?" + query)));
        headers.forEach(request::header);
        var answer = client.send(request.build());
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + text);
        }
        return JSON.readTree(answer.body());
    }

    /// Ask for text and its status.
    String text(URI base, String path) throws IOException, InterruptedException {
        var answer = client.send(LoopbackClient.request(base.resolve(path)).build());
        return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    /// What a PromQL expression gives at a time.
    JsonNode at(Instant time, String promql) throws IOException, InterruptedException {
        return get(
                        prometheus(),
                        "/api/v1/query",
                        Map.of("query", promql, "time", Long.toString(time.getEpochSecond())))
                .at("/data/result");
    }

    JsonNode exemplars(Instant from, Instant to, String selector)
            throws IOException, InterruptedException {
        return get(
                        prometheus(),
                        "/api/v1/query_exemplars",
                        Map.of(
                                "query",
                                selector,
                                "start",
                                Long.toString(from.getEpochSecond()),
                                "end",
                                Long.toString(to.getEpochSecond())))
                .at("/data");
    }

    @Override
    public void close() {
        client.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
