package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonde.lab.Lab;
import dev.sonde.lab.junit.Live;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The programs that come with the servers accept every file of every situation.
@Live
class OperatorTranslationIT {

    @TempDir Path folder;

    @Test
    void promtoolAndAmtoolAcceptEverySituation(Lab lab) throws Exception {
        var site =
                new OperatorSite(
                        lab.cluster().kubeconfig(),
                        List.of(),
                        folder.resolve("rules"),
                        URI.create("http://127.0.0.1:9/"));
        List<String> refused = new ArrayList<>();
        int checked = 0;
        for (GoldenSituation situation : GoldenSituation.all()) {
            var configuration = OperatorTranslation.translate(situation.objects(), site);
            for (PrometheusConfiguration one : configuration.prometheuses()) {
                Files.createDirectories(one.ruleFolder());
                for (var file : one.ruleFiles().entrySet()) {
                    Files.writeString(one.ruleFolder().resolve(file.getKey()), file.getValue());
                }
                check(lab, refused, one.text(), "promtool", "check", "config");
                checked++;
            }
            for (AlertmanagerConfiguration one : configuration.alertmanagers()) {
                check(lab, refused, one.text(), "amtool", "check-config");
                checked++;
            }
        }
        assertEquals(List.of(), refused);
        assertTrue(checked > 15, "checked " + checked + " files");
    }

    private void check(Lab lab, List<String> refused, String text, String... command)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("checked.yml"), text);
        List<String> line = new ArrayList<>(List.of(command));
        line.set(0, lab.site().binaries().program(command[0]).toString());
        line.add(file.toString());
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            refused.add(said + text);
        }
    }
}
