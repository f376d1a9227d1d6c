package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;

class OperatorResourcesTest {

    @Test
    void namesVersionsAndScopeAreThoseOfTheOperator() {
        assertEquals(
                """
                prometheuses v1 Prometheus PrometheusList prometheus prom
                prometheusagents v1alpha1 PrometheusAgent PrometheusAgentList prometheusagent promagent
                alertmanagers v1 Alertmanager AlertmanagerList alertmanager am
                thanosrulers v1 ThanosRuler ThanosRulerList thanosruler ruler
                servicemonitors v1 ServiceMonitor ServiceMonitorList servicemonitor smon
                podmonitors v1 PodMonitor PodMonitorList podmonitor pmon
                probes v1 Probe ProbeList probe prb
                scrapeconfigs v1alpha1 ScrapeConfig ScrapeConfigList scrapeconfig scfg
                prometheusrules v1 PrometheusRule PrometheusRuleList prometheusrule promrule
                alertmanagerconfigs v1alpha1 AlertmanagerConfig AlertmanagerConfigList alertmanagerconfig amcfg
                """,
                OperatorResources.definitions().stream()
                        .map(OperatorResourcesTest::line)
                        .collect(Collectors.joining()));
    }

    @Test
    void everyOneIsNamespacedOpenAndHasAStatus() {
        for (JsonNode definition : OperatorResources.definitions()) {
            String plural = definition.at("/spec/names/plural").asText();
            assertEquals(plural + ".monitoring.coreos.com", Json.name(definition));
            assertEquals("Namespaced", definition.at("/spec/scope").asText(), plural);
            JsonNode version = definition.at("/spec/versions/0");
            assertEquals(true, version.at("/subresources/status").isObject(), plural);
            JsonNode schema = version.at("/schema/openAPIV3Schema/properties/spec");
            assertEquals(
                    true, schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(), plural);
        }
    }

    private static String line(JsonNode definition) {
        JsonNode names = definition.at("/spec/names");
        return String.join(
                        " ",
                        names.path("plural").asText(),
                        definition.at("/spec/versions/0/name").asText(),
                        names.path("kind").asText(),
                        names.path("listKind").asText(),
                        names.path("singular").asText(),
                        String.join(",", Json.texts(names.path("shortNames"))))
                + "\n";
    }
}
