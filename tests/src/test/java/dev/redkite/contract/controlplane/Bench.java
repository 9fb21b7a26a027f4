package dev.redkite.contract.controlplane;

/** Before whom a sentence about Kubernetes is brought. */
enum Bench {
    /** The sandbox's fake, always. */
    FAKE,
    /** Kubernetes' own control plane, where its binary is named: what it says is so. */
    KUBERNETES,
    /** K3s, wherever Docker is: what it says is so too. */
    K3S;

    /** Who sits there, where somebody does; nobody for the fake. */
    Plane plane() {
        return switch (this) {
            case FAKE -> throw new IllegalStateException("the fake has no control plane");
            case KUBERNETES -> ControlPlane.running();
            case K3S -> K3s.running();
        };
    }
}
