#!/usr/bin/env bash
# Prints where the control plane's binary is, and builds it first where nobody did yet: ten CPU minutes with an empty
# cache of Go's. It is kept outside of the clone, by a name that says what it is made of; 135 MB, and Go's own caches
# (3.8 GB) are not needed afterwards. Says why, and ends with 3, where it cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/redkite"
made_of="$(cat go.mod go.sum main.go | sha256sum | cut -c1-16)"
kubernetes="$(sed -n 's/^require k8s.io\/kubernetes \(v.*\)$/\1/p; s/^\tk8s.io\/kubernetes \(v.*\)$/\1/p' go.mod | head -n 1)"

# Go compiles this version of Kubernetes from this version of Go on; with an older one it would fetch another Go by itself.
wanted="$(sed -n 's/^go \([0-9]*\.[0-9]*\).*/\1/p' go.mod)"
found="$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null || true)"
if [ -z "$found" ]; then
    for binary in "$cache/controlplane-$kubernetes-$made_of-"*; do
        if [ -x "$binary" ]; then
            echo "$binary"
            exit 0
        fi
    done
    echo "there is no Go here ($wanted or newer builds it), and no control plane built before in $cache" >&2
    exit 3
fi
if [ "$(printf '%s\n%s\n' "$wanted" "${found#go}" | sort -V | head -n 1)" != "$wanted" ]; then
    echo "Go $wanted or newer builds Kubernetes $kubernetes, here is ${found#go}" >&2
    exit 3
fi

binary="$cache/controlplane-$kubernetes-$made_of-$found"
if [ ! -x "$binary" ]; then
    mkdir -p "$cache"
    minor="${kubernetes#v1.}"
    flags="-s -w"
    for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        flags="$flags -X $package.gitVersion=$kubernetes -X $package.gitMajor=1 -X $package.gitMinor=${minor%%.*}"
    done
    echo "building Kubernetes' control plane $kubernetes once; it is kept as $binary" >&2
    GOTOOLCHAIN=local CGO_ENABLED=0 go build -mod=readonly -trimpath -ldflags "$flags" -o "$binary.$$" . >&2
    mv "$binary.$$" "$binary"
fi
echo "$binary"
