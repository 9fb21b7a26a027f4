#!/usr/bin/env bash
# Usage: tests/judges/localstack.sh DIRECTORY PORT
# LocalStack 4.14.0 without Docker, on 127.0.0.1:PORT; it ends with the signal TERM. The first time it installs itself into
# DIRECTORY, in some two minutes, for which it takes Python 3.13, and a JDK for JSONata. 4.14.0 is the last version that
# needs no token. Its own pins are used, checked by their digest: with today's libraries it does not start.
set -euo pipefail
mkdir -p "$1"
directory="$(cd "$1" && pwd)"
port="$2"
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
version=4.14.0
pins="$directory/requirements-runtime.txt"
libraries="$directory/fs/var/lib/localstack/lib"

if [ ! -f "$pins" ]; then
    curl -fsSL -o "$pins" "https://raw.githubusercontent.com/localstack/localstack/v$version/requirements-runtime.txt"
fi
echo "82e362516fdaed56e63fa6fcaf7ae0a674e834711f34850a2fcb89cbcebdb6e4  $pins" | sha256sum --check --quiet
if [ ! -f "$directory/installed-$version" ]; then
    "${PYTHON:-python3.13}" -m venv "$directory/venv"
    "$directory/venv/bin/pip" install -q --no-compile -r "$pins" "localstack-core==$version"
    touch "$directory/installed-$version"
fi

# It looks for a JRE under the name 21, and would load these jars from Maven Central itself; so they come as all others do.
mkdir -p "$libraries/java" "$libraries/jsonata/0.9.7" "$directory/home"
ln -sfn "${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}" "$libraries/java/21"
for jar in com.dashjoin:jsonata:0.9.7 com.fasterxml.jackson.core:jackson-core:2.16.2 \
    com.fasterxml.jackson.core:jackson-annotations:2.16.2 com.fasterxml.jackson.core:jackson-databind:2.16.2; do
    file="${jar#*:}"
    if [ ! -f "$libraries/jsonata/0.9.7/${file/:/-}.jar" ]; then
        (cd "$directory" && "$home/mvnw" -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
            -Dartifact="$jar" -DoutputDirectory="$libraries/jsonata/0.9.7")
    fi
done

# Many a CI machine looks like a container to it, and then it would write elsewhere.
exec env FILESYSTEM_ROOT="$directory/fs" OVERRIDE_IN_DOCKER=0 HOME="$directory/home" PATH="$directory/venv/bin:$PATH" \
    GATEWAY_LISTEN="127.0.0.1:$port" LOCALSTACK_HOST="127.0.0.1:$port" SQS_ENDPOINT_STRATEGY=path DISABLE_EVENTS=1 \
    SKIP_SSL_CERT_DOWNLOAD=1 DNS_ADDRESS=0 DYNAMODB_IN_MEMORY=1 "$directory/venv/bin/python" -m localstack.runtime.main
