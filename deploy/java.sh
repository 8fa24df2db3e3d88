# Finds JDK 25 and Maven, and builds when the sources are newer than the jar. To be sourced; needs $home.
# Sets JAVA_HOME.

die() {
    echo "ringvakt: $*" >&2
    exit 1
}

is_jdk_25() {
    [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | grep -q '^javac 25'
}

find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/*; do
        if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
            export JAVA_HOME=$candidate
            return 0
        fi
    done
    return 1
}

install_packages() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "ringvakt: installing $*" >&2
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

need_jdk() {
    find_jdk && return
    install_packages openjdk-25-jdk-headless && find_jdk && return
    die "no JDK 25 found (expected: one in JAVA_HOME or /usr/lib/jvm; install one, such as openjdk-25-jdk-headless or Temurin 25)"
}

need_maven() {
    command -v mvn >/dev/null && return
    install_packages maven && command -v mvn >/dev/null && return
    die "no Maven found (expected: mvn on the PATH; install the package maven)"
}

jar=$home/target/ringvakt.jar

is_built() {
    [ -f "$jar" ] && [ -d "$home/target/lib" ] &&
        [ -z "$(find "$home/src/main" "$home/pom.xml" -newer "$jar" -print -quit)" ]
}

# Without the tests: they are deploy/test's.
build() {
    is_built && return
    need_maven
    echo "ringvakt: building, which takes a minute the first time" >&2
    local log
    log=$(mktemp)
    if ! (cd "$home" && mvn -q package -Dmaven.test.skip=true) >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "the build failed"
    fi
    rm -f "$log"
}
