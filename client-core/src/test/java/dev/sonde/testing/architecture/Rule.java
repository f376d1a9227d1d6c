package dev.sonde.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A rule of the architecture. Its name is the sentence it states.
///
/// Each has at least one entry in `PlantedViolationsTest`, where it is seen red.
public enum Rule {
    /// A package that nobody has thought about has no place.
    EVERY_PACKAGE_HAS_A_ROOM(
            classes()
                    .should(
                            hold(
                                    "be in a package of the table in docs/architecture.md",
                                    type ->
                                            Room.of(type.getPackageName()).isPresent()
                                                    ? ""
                                                    : type.getName() + " is in no room"))),

    /// The table of `docs/architecture.md`.
    PACKAGES_DEPEND_DOWNWARDS_ONLY(
            classes()
                    .should(
                            notDepend(
                                    "use only what docs/architecture.md lets its package use",
                                    Rule::upwards))),

    PACKAGES_HAVE_NO_CYCLES(slices().matching("dev.sonde.(**)").should().beFreeOfCycles()),

    /// A library is known in one place, so that it can be replaced in one place.
    LIBRARIES_ARE_CONFINED(
            classes()
                    .should(
                            notDepend(
                                    "use a library only in the packages it is confined to",
                                    Rule::unconfined))),

    /// Lifetimes are visible only when one package starts them.
    THREADS_ARE_MADE_IN_TASK_ONLY(
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.sonde.task..", "dev.sonde.lab.task..")
                    .should()
                    .dependOnClassesThat(
                            named(
                                    "make threads",
                                    "java\\.util\\.concurrent\\.(Executors|ExecutorService|"
                                        + "CompletableFuture|CompletionStage|ForkJoin.*|Thread.*|"
                                        + "Scheduled.*|StructuredTaskScope.*)"
                                        + "|java\\.util\\.Timer.*|java\\.lang\\.Thread\\$.*"))
                    .orShould()
                    .beAssignableTo(Thread.class)
                    .orShould()
                    .accessTargetWhere(
                            calls(
                                    "start threads or sleep",
                                    "java\\.lang\\.Thread\\.(<init>|start|ofVirtual|ofPlatform|"
                                        + "startVirtualThread|sleep|join)"
                                        + "|java\\.util\\..*\\.(parallelStream|parallel)"
                                        + "|java\\.util\\.concurrent\\.TimeUnit\\.sleep"
                                        + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\..*"))),

    /// What reads a clock by itself cannot be tested, and two clocks in one screen disagree.
    TIME_COMES_FROM_A_CLOCK(
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.sonde.task..", "dev.sonde.lab.task..")
                    .should()
                    .accessTargetWhere(
                            calls(
                                    "read the time of the system",
                                    "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
                                            + "|java\\.util\\.(Date|GregorianCalendar)\\.<init>"
                                            + "|java\\.util\\.Calendar\\.getInstance"))
                    .orShould()
                    .accessTargetWhere(
                            new DescribedPredicate<JavaAccess<?>>("ask java.time for now") {
                                @Override
                                public boolean test(JavaAccess<?> access) {
                                    return asksForNow(access);
                                }
                            })),

    /// A main hands the clock in; nobody else makes one.
    CLOCKS_ARE_MADE_BY_A_MAIN(
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.sonde.cli..", "dev.sonde.desktop", "dev.sonde.lab.cli..")
                    .should()
                    .accessTargetWhere(
                            calls(
                                    "make a clock of the system",
                                    "java\\.time\\.(Clock|InstantSource)\\.(system.*|tick(Millis|"
                                            + "Seconds|Minutes))"))),

    /// If a name is hard to find, the class has two jobs.
    NAMES_SAY_WHAT(
            noClasses()
                    .should()
                    .haveNameMatching(
                            ".*(Utils?|Helpers?|Managers?|Toolkit|Impl|Data|Info)(\\$.*)?")),

    PACKAGES_ARE_NULL_MARKED(
            classes()
                    .should(
                            hold(
                                    "be in a package that is @NullMarked",
                                    type ->
                                            type.getPackage()
                                                            .isAnnotatedWith(
                                                                    "org.jspecify.annotations.NullMarked")
                                                    ? ""
                                                    : type.getPackageName()
                                                            + " of "
                                                            + type.getName()
                                                            + " is not @NullMarked"))),

    /// Standard output is for answers; everything else goes through the logger or a value.
    ONLY_COMMANDS_PRINT(
            noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.sonde.cli..", "dev.sonde.lab.cli..")
                    .should()
                    .accessTargetWhere(
                            calls(
                                    "print",
                                    "java\\.lang\\.System\\.(out|err|console)"
                                            + "|java\\.lang\\.IO\\..*"
                                            + "|.*\\.printStackTrace"))),

    /// A JVM that ends in the middle loses what others hold.
    ONLY_COMMANDS_END_THE_JVM(
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.sonde.cli..", "dev.sonde.desktop", "dev.sonde.lab.cli..")
                    .should()
                    .accessTargetWhere(
                            calls(
                                    "end the JVM",
                                    "java\\.lang\\.(System\\.exit|Runtime\\.(exit|halt))")));

    // An ArchRule does not change; it only is not annotated so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ArchRule rule;

    Rule(ArchRule rule) {
        this.rule = rule.allowEmptyShould(true);
    }

    /// Hold the rule against classes.
    ///
    /// - **Fails:** [AssertionError] that lists every violation.
    public void check(JavaClasses classes) {
        rule.check(classes);
    }

    /// Say what is wrong with one dependency; empty text when nothing is.
    private static String upwards(JavaClass ours, JavaClass theirs) {
        var from = Room.of(ours.getPackageName());
        var to = Room.of(theirs.getPackageName());
        return from.isEmpty() || to.isEmpty() || from.get().mayUse(to.get())
                ? ""
                : from.get().name() + " may not use " + to.get().name();
    }

    private static String unconfined(JavaClass ours, JavaClass theirs) {
        String packageName = theirs.getPackageName();
        return packageName.isEmpty()
                        || (packageName + ".").startsWith("dev.sonde.")
                        || Library.mayUse(ours.getPackageName(), packageName)
                ? ""
                : ours.getPackageName() + " may not use " + packageName;
    }

    /// A condition on a class by itself: an empty verdict means that it holds.
    private static ArchCondition<JavaClass> hold(
            String description, Function<JavaClass, String> verdict) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String wrong = verdict.apply(item);
                if (!wrong.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(item, wrong));
                }
            }
        };
    }

    /// A condition on everything that a class depends on.
    private static ArchCondition<JavaClass> notDepend(
            String description, BiFunction<JavaClass, JavaClass, String> verdict) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String wrong =
                            verdict.apply(item, dependency.getTargetClass().getBaseComponentType());
                    if (!wrong.isEmpty()) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        dependency, wrong + ": " + dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static DescribedPredicate<JavaClass> named(String description, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return DescribedPredicate.describe(
                description, type -> pattern.matcher(type.getName()).matches());
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String description, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return DescribedPredicate.describe(
                description,
                access ->
                        pattern.matcher(access.getTargetOwner().getName() + "." + access.getName())
                                .matches());
    }

    /// `now()` and `now(ZoneId)` of any type of java.time; `now(Clock)` is what is wanted.
    private static boolean asksForNow(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("java.time")
                && access.getName().equals("now")
                && !access.getTarget().getFullName().endsWith("(java.time.Clock)");
    }
}
