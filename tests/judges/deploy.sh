#!/usr/bin/env bash
# Usage: deploy.sh up|down SAM ENDPOINT DIRECTORY
# up: SAM validates, builds and deploys template.yaml, with all that is optional in it (parameters), into the CloudFormation at
# ENDPOINT, and writes DIRECTORY/resources.json. down: SAM deletes the stack. What SAM agreed to is printed a line each.
# SAM asks ENDPOINT alone, under no identity of whoever calls this.
set -euo pipefail
sam="$(realpath "$2")" endpoint="$3"
mkdir -p "$4/maven" "$4/home"
directory="$(realpath "$4")"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stack=(--stack-name redkite --region us-west-2)

export AWS_ENDPOINT_URL="$endpoint" AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=judge AWS_DEFAULT_REGION=us-west-2
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
unset AWS_PROFILE AWS_SESSION_TOKEN
# Nobody is told that this ran, and nobody asked whether there is a newer SAM.
export SAM_CLI_TELEMETRY=0 __SAM_CLI_APP_DIR="$directory/home"
echo "{\"telemetryEnabled\": false, \"lastVersionCheck\": $(date +%s)}" >"$directory/home/metadata.json"
# One copy of the artefact for all functions, in the build and in the upload, and not one for each.
export SAM_CLI_BETA_BUILD_PERFORMANCE=1 SAM_CLI_BETA_PACKAGE_PERFORMANCE=1

agrees() {
    local what="$1"
    shift
    if ! "$@" >"$directory/sam.log" 2>&1; then
        tail -n 40 "$directory/sam.log" >&2
        echo "$what failed; all that it said is in $directory/sam.log" >&2
        exit 1
    fi
    echo "agreed: $what"
}

up() {
    # SAM looks for a mvn on the path, and knows of no wrapper. What it builds is not for ~/.m2.
    printf '#!/bin/sh\nexec "%s/mvnw" -B -ntp -Dmaven.install.skip=true "$@"\n' "$PWD" >"$directory/maven/mvn"
    chmod +x "$directory/maven/mvn"
    PATH="$directory/maven:$PATH"
    agrees "sam validate --lint" "$sam" validate --lint --region us-west-2
    agrees "sam build" "$sam" build --build-dir "$directory/build" --cache-dir "$directory/cache"
    mapfile -t parameters <tests/judges/parameters
    agrees "sam deploy" "$sam" deploy "${stack[@]}" --config-file "$PWD/samconfig.toml" \
        --template-file "$directory/build/template.yaml" --no-confirm-changeset --no-progressbar \
        --parameter-overrides "${parameters[@]}"
    "$sam" list resources "${stack[@]}" --template-file "$directory/build/template.yaml" --output json >"$directory/resources.json"
}

down() {
    agrees "sam delete" "$sam" delete "${stack[@]}" --no-prompts
}

"$1"
