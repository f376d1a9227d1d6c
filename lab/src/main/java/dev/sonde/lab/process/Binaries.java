package dev.sonde.lab.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The folder of programs that `lab/build` makes.
///
/// It is named by the system property `lab.bin`; without one it is `lab/bin` in the nearest parent
/// of the working directory that has a `lab/build`.
public record Binaries(Path folder) {

    /// What a whole lab needs; `lab/build` without arguments makes all of it.
    private static final List<String> NEEDED =
            List.of(
                    "kit",
                    "etcd",
                    "kube-apiserver",
                    "kube-controller-manager",
                    "kube-scheduler",
                    "kubectl",
                    "kwok",
                    "prometheus",
                    "promtool",
                    "alertmanager",
                    "amtool",
                    "loki",
                    "logcli",
                    "tempo");

    /// Find the folder. It need not hold anything yet: ask [#missing].
    ///
    /// - **Empty:** the working directory is in no checkout that has a lab.
    public static Optional<Binaries> find() {
        String named = System.getProperty("lab.bin");
        if (named != null) {
            return Optional.of(new Binaries(Path.of(named).toAbsolutePath()));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("lab").resolve("build"))) {
                return Optional.of(new Binaries(at.resolve("lab").resolve("bin")));
            }
        }
        return Optional.empty();
    }

    /// Name the programs of a whole lab that are not there.
    ///
    /// - **Empty:** the lab can be started.
    public List<String> missing() {
        return NEEDED.stream().filter(name -> !Files.isExecutable(folder.resolve(name))).toList();
    }

    /// The path of one program; an old version is `old/prometheus`.
    public Path program(String name) {
        return folder.resolve(name);
    }

    /// Files that came with the programs, such as kwok's resource definitions.
    public Path share() {
        return folder.resolve("share");
    }
}
