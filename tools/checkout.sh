# Sourced by the launchers of a checkout (`sonde`, `lab/up`): builds what they run when it is missing
# or older than its sources, and lists the jars in a fixed order.
#
# Wants: $root (the checkout), $me (the launcher's name in messages).
# shellcheck shell=sh disable=SC2034,SC2154

# ensure_built MODULE MODULES: after it, $app holds the jars of MODULE, $jdk the home of a JDK 25, and
# $new is not empty if they were built just now. MODULES is what Maven must build, with commas.
ensure_built() {
    jdk=$("$root/tools/find-jdk") || exit 69
    app=$root/$1/target/app
    built=$root/$1/target/app.built
    modules=$2
    new=
    why=$(stale)
    [ -n "$why" ] || return 0
    lock=$root/$1/target.lock
    waited=
    until mkdir "$lock" 2>/dev/null; do # somebody else builds: what they build is ours too
        owner=$(cat "$lock/pid" 2>/dev/null)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock"
        fi
        waited=1
        sleep 0.2
    done
    echo $$ >"$lock/pid"
    trap 'rm -rf "$lock"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    if [ -z "$waited" ] || [ -n "$(stale)" ]; then
        build
        new=1
    fi
    rm -rf "$lock"
    trap - EXIT INT TERM
}

# Prints why a build is needed; nothing when none is.
stale() {
    if [ ! -f "$built" ] || [ ! -d "$app" ]; then
        echo "first use"
    elif [ -n "$(
        IFS=,
        for module in $modules; do
            find "$root/pom.xml" "$root/$module/pom.xml" "$root/$module/src/main" -newer "$built"
        done | head -n 1
    )" ]; then
        echo "sources are newer"
    fi
}

build() {
    if ! command -v mvn >/dev/null 2>&1; then
        echo "$me: it must be built, and there is no mvn (Maven) on the PATH." >&2
        exit 69
    fi
    echo "$me: building ($why) ..." >&2
    said=$lock/said
    : >"$lock/start"
    if ! (cd "$root" && JAVA_HOME=$jdk mvn -q -B -Dquick=true -Dmaven.test.skip=true -Dwarnings=-nowarn \
        -pl "$modules" package) >"$said" 2>&1; then
        cat "$said" >&2
        echo "$me: the build failed; the lines above say why." >&2
        exit 69
    fi
    # As old as the beginning of the build: what is edited while it runs is newer.
    mv "$lock/start" "$built"
}

# Sets $classpath: the same jars in the same order each time, as a cache of classes needs it.
list_jars() {
    classpath=
    for jar in "$app"/*.jar; do
        classpath=$classpath${classpath:+:}$jar
    done
}
