package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Each test is one folder of `situations`: the objects, and every file that comes of them.
class OperatorTranslationTest {

    @Test
    void nilSelectsNothing() throws IOException {
        check("nil-selectors");
    }

    @Test
    void emptySelectorsSelectEverything() throws IOException {
        check("all-selectors");
    }

    @Test
    void withoutAnyMonitorSelectorTheConfigurationIsTheUsers() throws IOException {
        check("unmanaged");
    }

    @Test
    void namespaceSelectorsSayWhichMonitorsCountAndWhereEachLooks() throws IOException {
        check("namespace-selectors");
    }

    @Test
    void wrongPortNameGivesAJobThatKeepsNothing() throws IOException {
        check("wrong-port");
    }

    @Test
    void endpointIsTranslatedAsAWhole() throws IOException {
        check("target-port");
    }

    @Test
    void roleSelectorLetsTheApiServerSelect() throws IOException {
        check("role-selector");
    }

    @Test
    void podMonitorKeepsContainerPorts() throws IOException {
        check("pod-monitor");
    }

    @Test
    void probeAsksItsProberAboutEachTarget() throws IOException {
        check("probe");
    }

    @Test
    void scrapeConfigKeepsWhatAsksNoOtherMachine() throws IOException {
        check("scrape-config");
    }

    @Test
    void rulesOfAllNamespacesBecomeFilesAndAlertsFindTheirAlertmanager() throws IOException {
        check("rules");
    }

    @Test
    void twoPrometheusesSelectForThemselves() throws IOException {
        check("two-prometheuses");
    }

    @Test
    void invalidObjectsAreLeftOutAndNamed() throws IOException {
        check("invalid-objects");
    }

    @Test
    void alertmanagerConfigsRouteTheAlertsOfTheirNamespace() throws IOException {
        check("alertmanager-config");
    }

    @Test
    void everySituationHasItsTest() throws IOException {
        assertEquals(
                List.of(
                        "alertmanager-config",
                        "all-selectors",
                        "invalid-objects",
                        "namespace-selectors",
                        "nil-selectors",
                        "pod-monitor",
                        "probe",
                        "role-selector",
                        "rules",
                        "scrape-config",
                        "target-port",
                        "two-prometheuses",
                        "unmanaged",
                        "wrong-port"),
                GoldenSituation.all().stream()
                        .map(one -> one.folder().getFileName().toString())
                        .toList());
    }

    @Test
    void alertsGoToTheAddressesOfTheSiteWhereItHasSome() throws IOException {
        var site =
                new OperatorSite(
                        Path.of("/lab/kubeconfig"),
                        List.of("127.0.0.1:9093"),
                        Path.of("/lab/rules"),
                        URI.create("http://127.0.0.1:40000/"));
        String text =
                OperatorTranslation.translate(GoldenSituation.named("rules").objects(), site)
                        .prometheuses()
                        .getFirst()
                        .text();
        assertEquals(
                """
                alerting:
                  alert_relabel_configs: []
                  alertmanagers:
                  - path_prefix: /
                    static_configs:
                    - targets:
                      - 127.0.0.1:9093
                  - scheme: http
                    timeout: 5s
                    static_configs:
                    - targets:
                      - 127.0.0.1:9093
                """,
                text.substring(text.indexOf("alerting:")));
    }

    @Test
    void prometheusWithAnImpossibleTimeoutIsRejectedItself() {
        var objects =
                OperatorObjects.of(
                        Json.readYaml(
                                """
                                kind: Prometheus
                                metadata: {name: k8s, namespace: shop}
                                spec: {serviceMonitorSelector: {}, scrapeTimeout: 1m}
                                """));
        assertEquals(
                new OperatorConfiguration(
                        List.of(),
                        List.of(),
                        List.of(
                                new RejectedObject(
                                        "Prometheus shop/k8s",
                                        "Prometheus shop/k8s",
                                        "scrapeTimeout \"1m\" greater than scrapeInterval"
                                                + " \"30s\""))),
                OperatorTranslation.translate(objects, GoldenSituation.SITE));
    }

    @Test
    void nothingInAnyConfigurationLeadsOffThisMachine() throws IOException {
        List<String> wrong = new ArrayList<>();
        int jobs = 0;
        for (GoldenSituation situation : GoldenSituation.all()) {
            var configuration =
                    OperatorTranslation.translate(situation.objects(), GoldenSituation.SITE);
            for (PrometheusConfiguration one : configuration.prometheuses()) {
                JsonNode yaml = Json.readYaml(one.text()).getFirst();
                List<JsonNode> all = new ArrayList<>();
                yaml.path("scrape_configs").forEach(all::add);
                yaml.path("alerting").path("alertmanagers").forEach(all::add);
                for (JsonNode job : all) {
                    jobs++;
                    if (!endsWithALocalAddress(job)) {
                        wrong.add(situation.folder().getFileName() + ": " + job);
                    }
                }
                for (String dialling :
                        List.of(
                                "proxy_url",
                                "api_server",
                                "http_sd_configs",
                                "token_url",
                                "remote_write",
                                "remote_read")) {
                    if (one.text().contains(dialling)) {
                        wrong.add(situation.folder().getFileName() + ": " + dialling);
                    }
                }
            }
            for (AlertmanagerConfiguration one : configuration.alertmanagers()) {
                for (JsonNode url : Json.readYaml(one.text()).getFirst().findValues("url")) {
                    if (!url.asText().startsWith("http://127.0.0.1:4")) {
                        wrong.add(situation.folder().getFileName() + ": " + url);
                    }
                }
                if (one.text().contains("example.org")) {
                    wrong.add(situation.folder().getFileName() + ": example.org");
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(jobs > 20, "looked at " + jobs + " jobs");
    }

    /// The last rule sets the address from a label that an earlier one, after all rules of the
    /// object, has set to where nobody listens.
    private static boolean endsWithALocalAddress(JsonNode job) {
        JsonNode rules = job.path("relabel_configs");
        JsonNode last = rules.path(rules.size() - 1);
        int begun = -1;
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).path("replacement").asText().equals("127.0.0.1:1")) {
                begun = i;
            }
        }
        boolean ends =
                begun >= 0
                        && last.path("target_label").asText().equals("__address__")
                        && last.at("/source_labels/0").asText().equals("__tmp_lab_address")
                        && !last.has("regex");
        for (int i = Math.max(begun, 0); i < rules.size() - 1; i++) {
            ends &= rules.get(i).path("target_label").asText().equals("__tmp_lab_address");
        }
        return ends;
    }

    private static void check(String situation) throws IOException {
        var golden = GoldenSituation.named(situation);
        assertEquals(golden.expected(), golden.translated());
    }
}
