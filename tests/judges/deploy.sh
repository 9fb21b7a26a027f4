#!/usr/bin/env bash
# Usage: deploy.sh up|down SAM ENDPOINT DIRECTORY
#        deploy.sh deploy SAM ENDPOINT DIRECTORY TEMPLATE [PARAMETER=VALUE...]
# up: what docs/deploy.md says: Maven's wrapper builds the artefact, and SAM validates template.yaml and deploys it, with all that
# is optional in it (parameters), into the CloudFormation at ENDPOINT; DIRECTORY/resources.json is what there is then. deploy: SAM
# deploys that template, over what stands if something does. down: SAM deletes the stack. What was agreed to is printed a line each.
# SAM asks ENDPOINT alone, under no identity of whoever calls this.
set -euo pipefail
verb="$1" sam="$(realpath "$2")" endpoint="$3"
mkdir -p "$4/home"
directory="$(realpath "$4")"
shift 4
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stack=(--stack-name redkite --region us-west-2)

export AWS_ENDPOINT_URL="$endpoint" AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=judge AWS_DEFAULT_REGION=us-west-2
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
unset AWS_PROFILE AWS_SESSION_TOKEN
# Nobody is told that this ran, and nobody asked whether there is a newer SAM.
export SAM_CLI_TELEMETRY=0 __SAM_CLI_APP_DIR="$directory/home"
echo "{\"telemetryEnabled\": false, \"lastVersionCheck\": $(date +%s)}" >"$directory/home/metadata.json"

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

sam_deploy() {
    agrees "sam deploy" "$sam" deploy "${stack[@]}" --config-file "$PWD/samconfig.toml" --no-confirm-changeset --no-progressbar "$@"
}

up() {
    agrees "the artefact's build" ./mvnw -B -ntp -Pdeploy -Dredkite.withoutCharts=true -pl functions package
    agrees "sam validate --lint" "$sam" validate --lint --region us-west-2
    mapfile -t parameters <tests/judges/parameters
    sam_deploy --parameter-overrides "${parameters[@]}"
    "$sam" list resources "${stack[@]}" --template-file template.yaml --output json >"$directory/resources.json"
}

deploy() {
    local template="$1"
    shift
    sam_deploy --template-file "$template" ${@:+--parameter-overrides "$@"}
}

down() {
    agrees "sam delete" "$sam" delete "${stack[@]}" --no-prompts
}

"$verb" "$@"
