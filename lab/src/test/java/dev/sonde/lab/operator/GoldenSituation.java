package dev.sonde.lab.operator;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A folder of test resources: `objects.yaml` and the files that should come of it.
record GoldenSituation(Path folder) {

    /// A site without Alertmanager addresses, as it is in the expected files.
    static final OperatorSite SITE =
            new OperatorSite(
                    Path.of("/lab/kubeconfig"),
                    List.of(),
                    Path.of("/lab/rules"),
                    URI.create("http://127.0.0.1:40000/sink"));

    private static final String OBJECTS = "objects.yaml";

    static GoldenSituation named(String name) {
        return new GoldenSituation(root().resolve(name));
    }

    static List<GoldenSituation> all() throws IOException {
        try (var folders = Files.list(root())) {
            return folders.sorted().map(GoldenSituation::new).toList();
        }
    }

    OperatorObjects objects() throws IOException {
        return OperatorObjects.of(Json.readYaml(Files.readString(folder.resolve(OBJECTS))));
    }

    /// All expected files as one text.
    String expected() throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.endsWith(OBJECTS)) {
                    texts.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return joined(texts);
    }

    /// What the objects are translated to, in the same form.
    String translated() throws IOException {
        return joined(files(OperatorTranslation.translate(objects(), SITE)));
    }

    static Map<String, String> files(OperatorConfiguration configuration) {
        var texts = new TreeMap<String, String>();
        for (PrometheusConfiguration one : configuration.prometheuses()) {
            String server = one.namespace() + "." + one.name();
            texts.put("prometheus." + server + ".yml", one.text());
            one.ruleFiles()
                    .forEach((name, text) -> texts.put("rules." + server + "." + name, text));
        }
        for (AlertmanagerConfiguration one : configuration.alertmanagers()) {
            texts.put("alertmanager.%s.%s.yml".formatted(one.namespace(), one.name()), one.text());
        }
        if (!configuration.rejected().isEmpty()) {
            texts.put(
                    "rejected.txt",
                    configuration.rejected().stream()
                            .map(one -> one.by() + ", " + one.object() + ": " + one.because())
                            .collect(Collectors.joining("\n", "", "\n")));
        }
        return texts;
    }

    private static String joined(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(text -> "== " + text.getKey() + "\n" + text.getValue())
                .collect(Collectors.joining());
    }

    private static Path root() {
        try {
            return Path.of(
                    Objects.requireNonNull(GoldenSituation.class.getResource("situations"))
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
