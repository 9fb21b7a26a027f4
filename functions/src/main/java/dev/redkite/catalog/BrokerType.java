package dev.redkite.catalog;

/** A size of standard MSK broker; its memory is in GiB. */
public record BrokerType(String name, int vcpus, int memoryGibibytes) {}
