package dev.redkite.contract.controlplane;

/** Before whom a sentence about Kubernetes is brought. */
enum Bench {
    /** The sandbox's fake, always. */
    FAKE,
    /** Kubernetes' own control plane, where its binary is named: what it says is so. */
    KUBERNETES
}
