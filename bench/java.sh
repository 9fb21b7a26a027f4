# For the benchmarks that are one Java file: java.sh FILE ARGUMENT... runs it with the classes that ./redkite last built, by the JDK of bench/run.
set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
"$home/redkite" version >/dev/null
version="$(find "$home/sandbox/target" -name class.path -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-)"
exec "$JAVA_HOME/bin/java" -XX:+UseParallelGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dredkite.home="$home" -cp "$(<"$version")" "$home/bench/$1" "${@:2}"
