package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class LocalAddressesTest {

    private static final String META = "__meta_kubernetes_pod_annotation_lab_sonde_dev_address";

    private static final Map<String, String> IN_CLUSTER =
            Map.of("__meta_kubernetes_namespace", "shop");

    private final LocalAddresses addresses =
            LocalAddresses.of(
                    Json.readYaml(
                            """
                            metadata: {annotations: {lab.sonde.dev/address-8080: "127.0.0.1:9090"}}
                            ---
                            metadata: {annotations: {lab.sonde.dev/address-9090: "127.0.0.1:5"}}
                            ---
                            metadata: {annotations: {lab.sonde.dev/address: "127.0.0.1:6"}}
                            ---
                            metadata: {}
                            """));

    @Test
    void theAnnotationOfTheTargetsPortIsDialled() {
        assertEquals(
                "127.0.0.1:5 as 10.0.0.5:9090",
                ended(
                        "10.0.0.5:9090",
                        IN_CLUSTER,
                        Map.of(META + "_8080", "127.0.0.1:4", META + "_9090", "127.0.0.1:5")));
    }

    @Test
    void anAddressThatWasFoundIsNotLookedUpAgain() {
        // The local port of 8080 is 9090, which is also a port of the pod.
        assertEquals(
                "127.0.0.1:9090 as 10.0.0.5:8080",
                ended(
                        "10.0.0.5:8080",
                        IN_CLUSTER,
                        Map.of(META + "_8080", "127.0.0.1:9090", META + "_9090", "127.0.0.1:5")));
    }

    @Test
    void theAnnotationForAllPortsIsDialledWhereNoOtherFits() {
        assertEquals(
                "127.0.0.1:6 as 10.0.0.5:7070",
                ended(
                        "10.0.0.5:7070",
                        IN_CLUSTER,
                        Map.of(META, "127.0.0.1:6", META + "_8080", "127.0.0.1:4")));
        assertEquals(
                "127.0.0.1:4 as 10.0.0.5:8080",
                ended(
                        "10.0.0.5:8080",
                        IN_CLUSTER,
                        Map.of(META, "127.0.0.1:6", META + "_8080", "127.0.0.1:4")));
        assertEquals(
                "127.0.0.1:6 as 10.0.0.5",
                ended("10.0.0.5", IN_CLUSTER, Map.of(META, "127.0.0.1:6")));
    }

    @Test
    void podWithoutAnAnnotationIsDead() {
        assertEquals("127.0.0.1:1 as 10.0.0.5:8080", ended("10.0.0.5:8080", IN_CLUSTER, Map.of()));
        assertEquals(
                "127.0.0.1:1 as 10.0.0.5:18080",
                ended("10.0.0.5:18080", IN_CLUSTER, Map.of(META + "_8080", "127.0.0.1:4")));
    }

    @Test
    void annotationThatLeadsElsewhereIsNone() {
        assertEquals(
                "127.0.0.1:1 as 10.0.0.5:8080",
                ended(
                        "10.0.0.5:8080",
                        IN_CLUSTER,
                        Map.of(META, "127x0x0x1:6", META + "_8080", "10.0.0.5:8080")));
    }

    @Test
    void podOnTheHostsNetworkIsNotThisMachine() {
        assertEquals(
                "127.0.0.1:1 as 127.0.0.1:9100", ended("127.0.0.1:9100", IN_CLUSTER, Map.of()));
    }

    @Test
    void staticTargetStaysWhenItIsHere() {
        assertEquals(
                "127.0.0.1:9100 as 127.0.0.1:9100", ended("127.0.0.1:9100", Map.of(), Map.of()));
        assertEquals("127.0.0.1:1 as example.org", ended("example.org", Map.of(), Map.of()));
        assertEquals(
                "127.0.0.1:1 as 127.0.0.1:80.example.org",
                ended("127.0.0.1:80.example.org", Map.of(), Map.of()));
    }

    @Test
    void instanceThatTheObjectGaveStays() {
        assertEquals(
                "127.0.0.1:1 as mine",
                ended("10.0.0.5:8080", IN_CLUSTER, Map.of("instance", "mine")));
    }

    @Test
    void proberStaysWhenItIsHereWhateverTheTargetIs() {
        var rules = new Relabelling();
        addresses.endOfProbe(rules);
        var labels = new TreeMap<>(IN_CLUSTER);
        labels.put("__address__", "127.0.0.1:9115");
        labels.put("instance", "https://shop");
        assertEquals("127.0.0.1:9115 as https://shop", relabelled(rules, labels));
        labels.put("__address__", "blackbox:9115");
        assertEquals("127.0.0.1:1 as https://shop", relabelled(rules, labels));
    }

    @Test
    void siteRefusesOtherMachines() {
        assertTrue(LocalAddresses.isLocal("127.0.0.1:80"));
        assertFalse(LocalAddresses.isLocal("127.0.0.1"));
        URI sink = URI.create("http://127.0.0.1:40000/");
        assertThrows(
                IllegalArgumentException.class,
                () -> new OperatorSite(Path.of("k"), List.of("10.0.0.5:9093"), Path.of("r"), sink));
        for (String elsewhere :
                List.of(
                        "http://example.org/",
                        "http://127.0.0.1@example.org/",
                        "ftp://127.0.0.1/")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new OperatorSite(
                                    Path.of("k"), List.of(), Path.of("r"), URI.create(elsewhere)),
                    elsewhere);
        }
    }

    private String ended(String address, Map<String, String> one, Map<String, String> two) {
        var rules = new Relabelling();
        addresses.end(rules);
        var labels = new TreeMap<>(one);
        labels.putAll(two);
        labels.put("__address__", address);
        return relabelled(rules, labels);
    }

    /// Do what Prometheus does with rules that replace; say what it dials and calls the target.
    private static String relabelled(Relabelling rules, Map<String, String> start) {
        Map<String, String> labels = new TreeMap<>(start);
        for (JsonNode rule : rules.rules()) {
            String source =
                    String.join(
                            ";",
                            Json.texts(rule.path("source_labels")).stream()
                                    .map(label -> labels.getOrDefault(label, ""))
                                    .toList());
            Matcher matcher =
                    Pattern.compile(rule.path("regex").asText("(.*)"), Pattern.DOTALL)
                            .matcher(source);
            if (matcher.matches()) {
                String value = rule.path("replacement").asText("$1");
                labels.put(
                        rule.path("target_label").asText(),
                        value.equals("$1") ? matcher.group(1) : value);
            }
        }
        return labels.get("__address__") + " as " + labels.get("instance");
    }
}
