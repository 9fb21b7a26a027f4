package dev.redkite.catalog;

/** A size of standard MSK broker; its memory is in GiB. */
public record BrokerType(String name, int vcpus, int memoryGibibytes) {

    /** The type of EC2 that it runs on, which has to be offered where the broker is to stand. */
    public String instanceType() {
        return name.replaceFirst("^kafka\\.", "");
    }
}
