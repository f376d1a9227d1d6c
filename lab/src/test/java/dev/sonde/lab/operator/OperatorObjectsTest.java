package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

class OperatorObjectsTest {

    @Test
    void everyListIsReadFromItsPath() throws IOException, InterruptedException {
        var objects =
                OperatorObjects.read(
                        path -> Json.readYaml("items: [{from: \"" + path + "\"}]").getFirst());
        String group = "/apis/monitoring.coreos.com/";
        assertEquals(
                new OperatorObjects(
                        from("/api/v1/namespaces"),
                        from("/api/v1/pods?labelSelector=lab.sonde.dev%2Flocal%3Dtrue"),
                        from(group + "v1/prometheuses"),
                        from(group + "v1/servicemonitors"),
                        from(group + "v1/podmonitors"),
                        from(group + "v1/probes"),
                        from(group + "v1alpha1/scrapeconfigs"),
                        from(group + "v1/prometheusrules"),
                        from(group + "v1/alertmanagers"),
                        from(group + "v1alpha1/alertmanagerconfigs")),
                objects);
    }

    @Test
    void manifestOfAnotherKindIsRefused() {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> OperatorObjects.of(Json.readYaml("kind: Secret")));
        assertEquals("an operator looks at no Secret", e.getMessage());
    }

    private static List<JsonNode> from(String path) {
        return Json.readYaml("from: \"" + path + "\"");
    }
}
