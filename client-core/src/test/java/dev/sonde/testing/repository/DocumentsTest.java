package dev.sonde.testing.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The documents do not point to what is not there.
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

    @Test
    void everyDecisionNamesTestsThatExist() {
        Set<String> tests =
                Checkout.filesEndingWith(".java").stream()
                        .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
                        .collect(Collectors.toSet());
        List<String> faults = new ArrayList<>();
        List<Path> decisions =
                Checkout.filesEndingWith(".md").stream()
                        .filter(file -> file.startsWith("docs/decisions"))
                        .toList();
        assertTrue(decisions.size() >= 10, "saw " + decisions);
        for (Path decision : decisions) {
            String text = Checkout.read(decision);
            int at = text.indexOf("## Confirmation");
            List<String> named =
                    at < 0
                            ? List.of()
                            : TEST.matcher(text.substring(at))
                                    .results()
                                    .map(match -> match.group(1))
                                    .toList();
            if (named.isEmpty()) {
                faults.add(decision + " names no test");
            }
            named.stream()
                    .filter(test -> !tests.contains(test))
                    .forEach(test -> faults.add(decision + " names " + test));
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void everyLinkLeadsToAFile() {
        List<String> faults = new ArrayList<>();
        for (Path page : Checkout.filesEndingWith(".md")) {
            for (String target :
                    LINK.matcher(Checkout.read(page)).results().map(m -> m.group(1)).toList()) {
                if (!target.startsWith("https://")
                        && !Files.exists(
                                Checkout.root().resolve(page).resolveSibling(target).normalize())) {
                    faults.add(page + " -> " + target);
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    /// Nobody should have to have our machine, or our way to a package registry.
    @Test
    void nothingNamesAMachineOrARegistry() {
        // Put together here, so that this file does not name them either.
        List<String> never =
                List.of(
                        "proxy.golang" + ".org",
                        "sum.golang" + ".org",
                        "repo1.maven" + ".org",
                        "repo.maven.apache" + ".org",
                        "registry.npmjs" + ".org",
                        "deb.debian" + ".org",
                        "/ro" + "ot/",
                        "/wo" + "rk/",
                        "../sha" + "red");
        List<String> faults = new ArrayList<>();
        for (Path file : Checkout.files()) {
            String text = Checkout.read(file);
            never.stream()
                    // Not `ns/root/`: a path begins where no word goes on.
                    .filter(
                            word ->
                                    Pattern.compile("(?<!\\w)" + Pattern.quote(word))
                                            .matcher(text)
                                            .find())
                    .forEach(word -> faults.add(file + " names " + word));
        }
        assertEquals(List.of(), faults);
    }
}
