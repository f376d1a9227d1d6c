package dev.sonde.testing.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One row of the table in `docs/architecture.md`: a package, all below it, and what it may use.
///
/// A package belongs to the room with the longest name that fits, so `checks.library` is not
/// `checks`. Within a room everything may use everything; cycles between packages are another rule.
///
/// @param name the package below `dev.sonde`
/// @param mayUse the names of other rooms
record Room(String name, Set<String> mayUse) {

    private static final String ROOT = "dev.sonde.";

    private static final List<String> PORTS =
            List.of("metrics", "logs", "traces", "alerts", "cluster");

    private static final List<String> SYNTAX =
            List.of("syntax.promql", "syntax.logql", "syntax.traceql");

    /// Every room there may be, also those that hold nothing yet.
    static final List<Room> ALL = all();

    Room {
        mayUse = Set.copyOf(mayUse);
    }

    /// The room of a package, such as `dev.sonde.checks.library`.
    ///
    /// - **Empty:** the package has no place in the table.
    static Optional<Room> of(String packageName) {
        return ALL.stream()
                .filter(room -> room.holds(packageName))
                .max(Comparator.comparingInt(room -> room.name().length()));
    }

    boolean mayUse(Room other) {
        return name.equals(other.name) || mayUse.contains(other.name);
    }

    private boolean holds(String packageName) {
        return (packageName + ".").startsWith(ROOT + name + ".");
    }

    private static List<Room> all() {
        List<Room> rooms = new ArrayList<>();
        rooms.add(room("model"));
        rooms.add(room("task"));
        SYNTAX.forEach(language -> rooms.add(room(language, List.of("model"))));
        PORTS.forEach(port -> rooms.add(room(port, List.of("model"), SYNTAX)));

        rooms.add(room("forward", List.of("cluster", "model", "task")));
        List<String> ground = joined(List.of("model", "task", "forward"), SYNTAX, PORTS);
        rooms.add(room("discover", ground));
        rooms.add(room("correlate", ground, List.of("discover")));
        rooms.add(room("checks", ground, List.of("discover", "correlate")));
        rooms.add(room("checks.library", List.of("checks", "model"), PORTS));
        rooms.add(
                room(
                        "screens",
                        ground,
                        List.of("discover", "correlate", "checks", "checks.library")));

        rooms.add(backend("kubernetes", "cluster", "forward", "logs"));
        rooms.add(backend("prometheus", "metrics", "alerts"));
        rooms.add(backend("loki", "logs"));
        rooms.add(backend("tempo", "traces", "metrics"));
        rooms.add(backend("alertmanager", "alerts"));

        List<String> core = rooms.stream().map(Room::name).toList();
        rooms.add(room("app", core));
        rooms.add(room("engine", List.of("model"), SYNTAX, PORTS, List.of("forward")));

        // The command without arguments starts the terminal UI; nothing else knows a front end.
        rooms.add(room("cli", List.of("app", "checks", "model", "tui"), PORTS));
        rooms.add(room("tui", List.of("app", "screens", "model")));
        rooms.add(room("desktop", List.of("app", "screens", "model")));

        rooms.add(room("lab.task"));
        rooms.add(room("lab.http", List.of("lab.task")));
        List<String> labGround = List.of("lab.task", "lab.http");
        rooms.add(room("lab.process", labGround));
        rooms.add(room("lab.fault", labGround));
        rooms.add(room("lab.feed", labGround));
        rooms.add(room("lab.record", labGround));
        rooms.add(room("lab.operator", labGround));
        rooms.add(room("lab.stack", labGround, List.of("lab.process")));
        rooms.add(room("lab.kube", labGround, List.of("lab.process")));
        rooms.add(
                room(
                        "lab",
                        labGround,
                        List.of("lab.process", "lab.stack", "lab.kube", "lab.operator")));
        rooms.add(
                room("lab.cli", labGround, List.of("lab", "lab.process", "lab.stack", "lab.kube")));
        rooms.add(room("lab.junit", labGround, List.of("lab", "lab.cli", "lab.process")));
        return List.copyOf(rooms);
    }

    /// An adapter: its ports, the values, the threads, and never another adapter.
    private static Room backend(String technology, String... ports) {
        return room("backend." + technology, List.of("model", "task"), List.of(ports));
    }

    @SafeVarargs
    private static Room room(String name, List<String>... mayUse) {
        return new Room(name, new HashSet<>(joined(mayUse)));
    }

    @SafeVarargs
    private static List<String> joined(List<String>... lists) {
        List<String> all = new ArrayList<>();
        for (List<String> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
