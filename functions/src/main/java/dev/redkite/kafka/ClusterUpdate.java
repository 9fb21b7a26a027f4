package dev.redkite.kafka;

/** One difference between a cluster and what is wanted, and the call that ends it. */
record ClusterUpdate(String difference, Runnable send) {}
