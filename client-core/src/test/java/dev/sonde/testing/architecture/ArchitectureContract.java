package dev.sonde.testing.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Every rule, held against all classes of ours on the class path of the module that extends this.
///
/// Plain `@Test` methods on purpose: a runner that finds tests in another way has been seen to
/// leave some out and stay green.
public abstract class ArchitectureContract {

    private final JavaClasses classes;
    private final String ownPackage;

    /// @param ownPackage a package of the module itself, whose classes must be among those seen
    protected ArchitectureContract(String ownPackage) {
        this.ownPackage = ownPackage;
        this.classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages("dev.sonde");
    }

    @Test
    void rulesSeeTheCode() {
        assertTrue(classes.size() > 60, "looked at " + classes.size() + " classes");
        assertTrue(
                classes.stream().anyMatch(type -> type.getPackageName().startsWith(ownPackage)),
                "saw nothing of " + ownPackage);
    }

    @Test
    void everyRuleHasATestHere() {
        List<String> tests =
                Arrays.stream(ArchitectureContract.class.getDeclaredMethods())
                        .map(method -> method.getName().toLowerCase(Locale.ROOT))
                        .toList();
        List<Rule> forgotten =
                Arrays.stream(Rule.values())
                        .filter(
                                rule ->
                                        !tests.contains(
                                                rule.name()
                                                        .replace("_", "")
                                                        .toLowerCase(Locale.ROOT)))
                        .toList();
        assertEquals(List.of(), forgotten);
    }

    @Test
    void everyPackageHasARoom() {
        Rule.EVERY_PACKAGE_HAS_A_ROOM.check(classes);
    }

    @Test
    void packagesDependDownwardsOnly() {
        Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY.check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        Rule.PACKAGES_HAVE_NO_CYCLES.check(classes);
    }

    @Test
    void librariesAreConfined() {
        Rule.LIBRARIES_ARE_CONFINED.check(classes);
    }

    @Test
    void threadsAreMadeInTaskOnly() {
        Rule.THREADS_ARE_MADE_IN_TASK_ONLY.check(classes);
    }

    @Test
    void timeComesFromAClock() {
        Rule.TIME_COMES_FROM_A_CLOCK.check(classes);
    }

    @Test
    void clocksAreMadeByAMain() {
        Rule.CLOCKS_ARE_MADE_BY_A_MAIN.check(classes);
    }

    @Test
    void namesSayWhat() {
        Rule.NAMES_SAY_WHAT.check(classes);
    }

    @Test
    void packagesAreNullMarked() {
        Rule.PACKAGES_ARE_NULL_MARKED.check(classes);
    }

    @Test
    void onlyCommandsPrint() {
        Rule.ONLY_COMMANDS_PRINT.check(classes);
    }

    @Test
    void onlyCommandsEndTheJvm() {
        Rule.ONLY_COMMANDS_END_THE_JVM.check(classes);
    }
}
