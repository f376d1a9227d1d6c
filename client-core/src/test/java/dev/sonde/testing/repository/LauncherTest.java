package dev.sonde.testing.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// The launcher of a checkout, with a Maven and a JDK that only write down what they were asked.
class LauncherTest {

    @TempDir Path folder;
    private Path checkout = Path.of("");
    private Path path = Path.of("");
    private Path jdk = Path.of("");

    @BeforeEach
    void makeACheckout() throws IOException {
        checkout = folder.resolve("a checkout");
        path = Files.createDirectories(folder.resolve("path"));
        jdk = folder.resolve("jdk");
        for (String script : new String[] {"sonde", "tools/checkout.sh", "tools/find-jdk"}) {
            Path copy = checkout.resolve(script);
            Files.createDirectories(copy.resolveSibling("."));
            Files.copy(Checkout.root().resolve(script), copy);
            assertTrue(copy.toFile().setExecutable(true));
        }
        for (String module : new String[] {".", "client-core", "tui"}) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
        }
        script(
                path.resolve("mvn"),
                """
                echo "mvn with $JAVA_HOME" >>"$SAID"
                [ -z "${BROKEN:-}" ] || { echo "[ERROR] does not compile"; exit 1; }
                mkdir -p tui/target/app
                touch tui/target/app/b.jar tui/target/app/a.jar tui/target/app/C.jar
                """);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        script(jdk.resolve("bin/javac"), "");
        // A run that trains a cache writes none here: it would be a race with the next run.
        script(
                jdk.resolve("bin/java"),
                """
                case " $* " in *AOTCacheOutput*) exit 1 ;; esac
                echo "java $*"
                """);
        everythingIsOld();
    }

    @Test
    void buildsOnFirstUseAndThenNoMore() throws IOException, InterruptedException {
        String java =
                "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "
                        + "APP/C.jar:APP/a.jar:APP/b.jar dev.sonde.cli.Sonde version -o json\n";
        assertEquals("0\nsonde: building (first use) ...\n" + java, run("version", "-o", "json"));
        assertEquals("0\n" + java, run("version", "-o", "json"));
        assertEquals("mvn with " + jdk + "\n", said());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        run("version");
        Files.writeString(checkout.resolve("client-core/src/main/New.java"), "");
        assertTrue(run("version").startsWith("0\nsonde: building (sources are newer) ...\n"));
        assertTrue(run("version").startsWith("0\njava "));
    }

    @Test
    void usesACacheOfClassesAndLetsTheJvmSayNothingAboutIt()
            throws IOException, InterruptedException {
        run("version");
        Files.writeString(checkout.resolve("tui/target/app/sonde.aot"), "");
        assertEquals(
                "0\njava -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable"
                        + " -XX:AOTCache=APP/sonde.aot"
                        + " -cp APP/C.jar:APP/a.jar:APP/b.jar dev.sonde.cli.Sonde version\n",
                run("version"));
    }

    @Test
    void runsThroughALinkFromAnywhere() throws IOException, InterruptedException {
        run("version");
        Path link = folder.resolve("sonde-link");
        Files.createSymbolicLink(link, checkout.resolve("sonde"));
        assertTrue(runAs(link, "version").startsWith("0\njava "));
    }

    @Test
    void showsWhyABuildFailedAndRunsNothing() throws IOException, InterruptedException {
        script(path.resolve("mvn"), "echo '[ERROR] does not compile'; exit 1\n");
        assertEquals(
                """
                69
                sonde: building (first use) ...
                [ERROR] does not compile
                sonde: the build failed; the lines above say why.
                """,
                run("version"));
    }

    @Test
    void saysWhereItLookedForAJdk() throws IOException, InterruptedException {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        // The usual folders of this machine may hold a JDK 25: look at the script's own words.
        String script = Files.readString(checkout.resolve("tools/find-jdk"));
        Files.writeString(
                checkout.resolve("tools/find-jdk"),
                script.replace("/usr/lib/jvm/* /opt/* /usr/local/*", "/nowhere/*"));
        assertEquals(
                "69\nNo JDK 25 was found: looked at JAVA_HOME, JAVA25_HOME, java on the PATH,"
                        + " /usr/lib/jvm, /opt, /usr/local, /Library/Java/JavaVirtualMachines,"
                        + " ~/.sdkman/candidates/java, ~/.jdks and ~/.m2/jdks.\n",
                run("version"));
    }

    @Test
    void takesOverTheLockOfABuildThatWasKilled() throws IOException, InterruptedException {
        var dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(checkout.resolve("tui/target.lock"));
        Files.writeString(checkout.resolve("tui/target.lock/pid"), dead.pid() + "\n");
        assertTrue(run("version").startsWith("0\nsonde: building (first use) ...\n"));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        return runAs(checkout.resolve("sonde"), arguments);
    }

    /// The exit status and everything that was printed, with the folder of the jars as `APP`.
    private String runAs(Path launcher, String... arguments)
            throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>();
        command.add(launcher.toString());
        command.addAll(java.util.List.of(arguments));
        Path out = folder.resolve("out");
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.environment().put("PATH", path + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("SAID", folder.resolve("said").toString());
        builder.environment().remove("JAVA25_HOME");
        int status = builder.start().waitFor();
        return status
                + "\n"
                + Files.readString(out)
                        .replace(checkout.resolve("tui/target/app").toString(), "APP");
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }

    /// What a build would find is older than any build.
    private void everythingIsOld() throws IOException {
        try (var files = Files.walk(checkout)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(
                        file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
            }
        }
    }
}
