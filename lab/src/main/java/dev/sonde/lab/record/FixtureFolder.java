package dev.sonde.lab.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder of fixtures. Each is a folder `<backend>/<case>` with two files that a person can read
/// and compare: `exchange.json`, all but the answer's body, and `body.<json|txt|html|bin>`, that
/// body byte for byte.
public final class FixtureFolder {

    private static final String EXCHANGE = "exchange.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// The same bytes on every system.
    private static final DefaultPrettyPrinter PRETTY = pretty();

    private final Path root;

    /// The folder `root`, which need not exist yet.
    public FixtureFolder(Path root) {
        this.root = root;
    }

    /// Keep a fixture, in the place of one with the same name.
    ///
    /// - **Fails:** [UncheckedIOException] when the folder cannot be written.
    public void save(Fixture fixture) {
        Path folder = root.resolve(fixture.name());
        String body = "body." + extension(fixture.answer());
        try {
            Files.createDirectories(folder);
            for (Path old : bodies(folder)) {
                Files.delete(old);
            }
            Files.write(folder.resolve(body), fixture.answer().body().bytes());
            Files.writeString(folder.resolve(EXCHANGE), exchange(fixture, body));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + fixture.name() + " in " + folder, e);
        }
    }

    /// Read the fixture `name`, if it is there.
    ///
    /// - **Empty:** nothing was recorded under this name.
    /// - **Fails:** [UncheckedIOException] when it cannot be read.
    public Optional<Fixture> find(String name) {
        return Files.exists(root.resolve(name).resolve(EXCHANGE))
                ? Optional.of(read(name))
                : Optional.empty();
    }

    /// Read the fixture `name`.
    ///
    /// - **Fails:** [UncheckedIOException] when there is none or it cannot be read.
    public Fixture read(String name) {
        Path folder = root.resolve(name);
        try {
            JsonNode exchange = JSON.readTree(Files.readString(folder.resolve(EXCHANGE)));
            JsonNode request = exchange.required("request");
            JsonNode answer = exchange.required("answer");
            byte[] body = Files.readAllBytes(folder.resolve(text(answer, "body")));
            return new Fixture(
                    name,
                    new Fixture.Server(
                            text(exchange.required("server"), "name"),
                            text(exchange.required("server"), "version")),
                    new Fixture.Request(
                            text(request, "method"),
                            text(request, "target"),
                            headers(request),
                            requestBody(request)),
                    new Fixture.Answer(
                            answer.required("status").intValue(), headers(answer), Body.of(body)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the fixture in " + folder, e);
        }
    }

    /// Read all fixtures, in the order of their names.
    ///
    /// - **Empty:** the folder holds none, or does not exist.
    /// - **Fails:** [UncheckedIOException] when one cannot be read.
    public List<Fixture> all() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root, 3)) {
            files.filter(file -> file.endsWith(EXCHANGE))
                    .map(file -> root.relativize(file.getParent()))
                    .forEach(folder -> names.add(folder.toString().replace('\\', '/')));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + root, e);
        }
        return names.stream().sorted().map(this::read).toList();
    }

    private static String exchange(Fixture fixture, String bodyFile)
            throws JsonProcessingException {
        ObjectNode exchange = JSON.createObjectNode();
        exchange.putObject("server")
                .put("name", fixture.server().name())
                .put("version", fixture.server().version());
        ObjectNode request = exchange.putObject("request");
        request.put("method", fixture.request().method());
        request.put("target", fixture.request().target());
        put(request, fixture.request().headers());
        Body body = fixture.request().body();
        if (body.size() > 0) {
            body.utf8()
                    .ifPresentOrElse(
                            text -> request.put("body", text),
                            () ->
                                    request.put(
                                            "bodyBase64",
                                            Base64.getEncoder().encodeToString(body.bytes())));
        }
        ObjectNode answer = exchange.putObject("answer");
        answer.put("status", fixture.answer().status());
        put(answer, fixture.answer().headers());
        answer.put("body", bodyFile);
        return JSON.writer(PRETTY).writeValueAsString(exchange) + "\n";
    }

    private static void put(ObjectNode node, Map<String, String> headers) {
        ObjectNode object = node.putObject("headers");
        headers.forEach(object::put);
    }

    private static Body requestBody(JsonNode request) {
        if (request.has("bodyBase64")) {
            return Body.of(Base64.getDecoder().decode(text(request, "bodyBase64")));
        }
        return request.has("body") ? Body.of(text(request, "body")) : Body.none();
    }

    private static SortedMap<String, String> headers(JsonNode node) {
        var headers = new TreeMap<String, String>();
        node.required("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asText();
    }

    private static List<Path> bodies(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("body.")).toList();
        }
    }

    /// Say what the body is for an editor; packed or unknown bytes are `bin`.
    private static String extension(Fixture.Answer answer) {
        if (answer.headers().containsKey("Content-Encoding")) {
            return "bin";
        }
        String type = answer.headers().getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).strip();
        if (media.equals("application/json") || media.endsWith("+json")) {
            return "json";
        }
        if (media.equals("text/html")) {
            return "html";
        }
        return media.startsWith("text/") ? "txt" : "bin";
    }

    private static DefaultPrettyPrinter pretty() {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }
}
