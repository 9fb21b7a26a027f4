package dev.redkite.sandbox.kubernetes;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Where the processes in pods listen on this machine, for port-forwards. */
@FunctionalInterface
public interface PodNetwork {

    /** Empty when nothing listens on that port of that pod. */
    Optional<InetSocketAddress> findListener(String namespace, String pod, int port);
}
