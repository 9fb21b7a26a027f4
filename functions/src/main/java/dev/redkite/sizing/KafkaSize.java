package dev.redkite.sizing;

/** cpu in cores, memory and disk in GiB, each of one broker. */
public record KafkaSize(int brokers, double cpu, double memoryGibibytes, int diskGibibytes) {

    /** The smallest MSK broker that gives this: Graviton brokers, since no image of ours runs on them. */
    public String brokerType() {
        return cpu <= 2 && memoryGibibytes <= 8 ? "kafka.m7g.large" : "kafka.m7g.xlarge";
    }
}
