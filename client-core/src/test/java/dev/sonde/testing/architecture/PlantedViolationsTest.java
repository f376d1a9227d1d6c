package dev.sonde.testing.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import dev.sonde.testing.ClassPath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Each rule is seen red: sources that break it are compiled, and it must find them.
class PlantedViolationsTest {

    private static final String NULL_MARKED = "@org.jspecify.annotations.NullMarked ";

    /// What is planted, and which rules it must turn red. Each class lies in a file of its own.
    private record Plant(String says, Set<Rule> red, List<String> classes) {}

    private static final List<Plant> PLANTS =
            List.of(
                    plant(
                            "a package that is not in the table",
                            Set.of(Rule.EVERY_PACKAGE_HAS_A_ROOM),
                            "package dev.sonde.misc; public interface Thing {}"),
                    plant(
                            "the values use the threads",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.task; public class Work {}",
                            "package dev.sonde.model; class Value { dev.sonde.task.Work work; }"),
                    plant(
                            "a port uses what stands above it",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.discover; public class Site {}",
                            "package dev.sonde.metrics; interface Metrics { dev.sonde.discover.Site"
                                    + " site(); }"),
                    plant(
                            "a screen uses an adapter",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.backend.prometheus; public class PrometheusMetrics"
                                    + " {}",
                            "package dev.sonde.screens.metrics; class Screen { Object m = new"
                                    + " dev.sonde.backend.prometheus.PrometheusMetrics(); }"),
                    plant(
                            "an adapter uses another adapter",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.backend.loki; public class LokiLogs {}",
                            "package dev.sonde.backend.tempo; class TempoTraces extends"
                                    + " dev.sonde.backend.loki.LokiLogs {}"),
                    plant(
                            "the core uses the wiring",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.app; public class Session {}",
                            "package dev.sonde.checks; class Runner { dev.sonde.app.Session"
                                    + " session; }"),
                    plant(
                            "a front end uses the other",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.tui; public class Panel {}",
                            "package dev.sonde.desktop; class View extends dev.sonde.tui.Panel {}"),
                    plant(
                            "a front end uses a port",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.logs; public interface Logs {}",
                            "package dev.sonde.tui; class Panel { dev.sonde.logs.Logs logs; }"),
                    plant(
                            "the lab uses Sonde",
                            Set.of(Rule.PACKAGES_DEPEND_DOWNWARDS_ONLY),
                            "package dev.sonde.model; public class Value {}",
                            "package dev.sonde.lab.feed; class Feeder { dev.sonde.model.Value"
                                    + " value; }"),
                    plant(
                            "two packages use each other",
                            Set.of(Rule.PACKAGES_HAVE_NO_CYCLES),
                            "package dev.sonde.app; public class A { dev.sonde.app.options.B b; }",
                            "package dev.sonde.app.options; public class B { dev.sonde.app.A a; }"),
                    plant(
                            "the values use more of the JDK than java.base",
                            Set.of(Rule.LIBRARIES_ARE_CONFINED),
                            "package dev.sonde.model; class Page { java.net.http.HttpClient client;"
                                    + " }"),
                    plant(
                            "a logging backend outside of app.logging",
                            Set.of(Rule.LIBRARIES_ARE_CONFINED),
                            "package dev.sonde.app; class Wiring { ch.qos.logback.classic.Logger"
                                    + " log; }"),
                    plant(
                            "a logger in the values",
                            Set.of(Rule.LIBRARIES_ARE_CONFINED),
                            "package dev.sonde.model; class Value { org.slf4j.Logger log; }"),
                    plant(
                            "a test library in the code",
                            Set.of(Rule.LIBRARIES_ARE_CONFINED),
                            "package dev.sonde.checks; @org.junit.jupiter.api.Tag(\"x\") class"
                                    + " Check {}"),
                    plant(
                            "a thread",
                            Set.of(Rule.THREADS_ARE_MADE_IN_TASK_ONLY),
                            "package dev.sonde.discover; class Finder { void find() { new Thread(()"
                                    + " -> {}).start(); } }"),
                    plant(
                            "a virtual thread",
                            Set.of(Rule.THREADS_ARE_MADE_IN_TASK_ONLY),
                            "package dev.sonde.checks; class Runner { Object t ="
                                    + " Thread.ofVirtual(); }"),
                    plant(
                            "a pool of threads",
                            Set.of(Rule.THREADS_ARE_MADE_IN_TASK_ONLY),
                            "package dev.sonde.app; class Pool { Object p ="
                                    + " java.util.concurrent.Executors.newCachedThreadPool(); }"),
                    plant(
                            "a future",
                            Set.of(Rule.THREADS_ARE_MADE_IN_TASK_ONLY),
                            "package dev.sonde.metrics; interface Metrics {"
                                    + " java.util.concurrent.CompletableFuture<String> ask(); }"),
                    plant(
                            "a parallel stream",
                            Set.of(Rule.THREADS_ARE_MADE_IN_TASK_ONLY),
                            "package dev.sonde.correlate; class Sum { long of(java.util.List<Long>"
                                    + " l) { return l.parallelStream().count(); } }"),
                    plant(
                            "a sleep",
                            Set.of(Rule.THREADS_ARE_MADE_IN_TASK_ONLY),
                            "package dev.sonde.forward; class Retry { void pause() throws"
                                    + " InterruptedException { Thread.sleep(100); } }"),
                    plant(
                            "the time of the system",
                            Set.of(Rule.TIME_COMES_FROM_A_CLOCK),
                            "package dev.sonde.screens; class Age { long now ="
                                    + " System.currentTimeMillis(); }"),
                    plant(
                            "now, from java.time",
                            Set.of(Rule.TIME_COMES_FROM_A_CLOCK),
                            "package dev.sonde.screens; class Age { Object now ="
                                    + " java.time.Instant.now(); }"),
                    plant(
                            "now, in a zone",
                            Set.of(Rule.TIME_COMES_FROM_A_CLOCK),
                            "package dev.sonde.screens; class Age { Object now ="
                                    + " java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC); }"),
                    plant(
                            "a clock of one's own",
                            Set.of(Rule.CLOCKS_ARE_MADE_BY_A_MAIN),
                            "package dev.sonde.checks; class Runner { Object c ="
                                    + " java.time.Clock.systemUTC(); }"),
                    plant(
                            "a name that says nothing",
                            Set.of(Rule.NAMES_SAY_WHAT),
                            "package dev.sonde.model; class LabelUtils {}"),
                    plant(
                            "an implementation that is called one",
                            Set.of(Rule.NAMES_SAY_WHAT),
                            "package dev.sonde.app; class SessionImpl {}"),
                    plant(
                            "a name inside that says nothing",
                            Set.of(Rule.NAMES_SAY_WHAT),
                            "package dev.sonde.app; class Session { static class StateManager {}"
                                    + " }"),
                    plant(
                            "a package that may hold null",
                            Set.of(Rule.PACKAGES_ARE_NULL_MARKED),
                            "package dev.sonde.traces; class Span {}"),
                    plant(
                            "a line on standard output",
                            Set.of(Rule.ONLY_COMMANDS_PRINT),
                            "package dev.sonde.app; class Session { void open() {"
                                    + " System.out.println(1); } }"),
                    plant(
                            "a stack trace on standard error",
                            Set.of(Rule.ONLY_COMMANDS_PRINT),
                            "package dev.sonde.app; class Session { void open(RuntimeException e) {"
                                    + " e.printStackTrace(); } }"),
                    plant(
                            "an end in the middle",
                            Set.of(Rule.ONLY_COMMANDS_END_THE_JVM),
                            "package dev.sonde.app; class Session { void close() { System.exit(1);"
                                    + " } }"));

    @TempDir Path folder;

    @Test
    void everyPlantTurnsItsRulesRedAndNoOther() throws IOException {
        var expected = new TreeMap<String, Set<Rule>>();
        var seen = new TreeMap<String, Set<Rule>>();
        for (Plant plant : PLANTS) {
            expected.put(plant.says(), plant.red());
            seen.put(plant.says(), redAfter(plant));
        }
        assertEquals(lines(expected), lines(seen));
    }

    @Test
    void everyRuleHasAPlant() {
        Set<Rule> planted =
                PLANTS.stream().flatMap(plant -> plant.red().stream()).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Rule.class), planted);
    }

    private Set<Rule> redAfter(Plant plant) throws IOException {
        Path classes = folder.resolve(Integer.toString(PLANTS.indexOf(plant)));
        compile(plant, classes);
        JavaClasses imported = new ClassFileImporter().importPath(classes);
        return Arrays.stream(Rule.values())
                .filter(rule -> isRed(rule, imported))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
    }

    private static boolean isRed(Rule rule, JavaClasses classes) {
        try {
            rule.check(classes);
            return false;
        } catch (AssertionError violated) {
            return true;
        }
    }

    private static void compile(Plant plant, Path classes) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String source : plant.classes()) {
            sources.add(source(source));
            String packageName = source.substring("package ".length(), source.indexOf(';'));
            if (!plant.red().contains(Rule.PACKAGES_ARE_NULL_MARKED)) {
                sources.add(source(NULL_MARKED + "package " + packageName + ";"));
            }
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var said = new StringWriter();
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-d",
                                            classes.toString(),
                                            "-cp",
                                            libraries()),
                                    null,
                                    sources)
                            .call();
            if (!compiled) {
                throw new IllegalStateException(plant.says() + " does not compile: " + said);
            }
        }
    }

    /// The libraries that the plants use, from wherever this test has them.
    private static String libraries() {
        return ClassPath.of(
                org.jspecify.annotations.NullMarked.class,
                org.slf4j.Logger.class,
                ch.qos.logback.classic.Logger.class,
                org.junit.jupiter.api.Tag.class,
                org.apiguardian.api.API.class);
    }

    private static JavaFileObject source(String text) {
        String packageName =
                text.substring(text.indexOf("package ") + "package ".length(), text.indexOf(';'));
        String type =
                text.startsWith(NULL_MARKED)
                        ? "package-info"
                        : text.replaceAll("(?s).*?\\b(?:class|interface) (\\w+).*", "$1");
        return new SimpleJavaFileObject(
                URI.create("planted:///" + packageName.replace('.', '/') + "/" + type + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static Plant plant(String says, Set<Rule> red, String... classes) {
        return new Plant(says, red, List.of(classes));
    }

    private static String lines(Map<String, Set<Rule>> verdicts) {
        return verdicts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + new TreeSet<>(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
