package dev.redkite.sizing;

/** cpu in cores, memory and disk in GiB, each of one broker. */
public record KafkaSize(int brokers, double cpu, double memoryGibibytes, int diskGibibytes) {

    /**
     * How many there are over so many zones, which share them evenly. There are as many replicas as zones, so one broker for each
     * zone holds and writes what each of three would; only what is read is shared by fewer, which tells where the workload is large.
     */
    public int brokers(int zones) {
        return small() ? zones : (brokers + zones - 1) / zones * zones;
    }

    private boolean small() {
        return cpu <= 2 && memoryGibibytes <= 8;
    }

    /** The smallest MSK broker that gives this: Graviton brokers, since no image of ours runs on them. */
    public String brokerType() {
        return small() ? "kafka.m7g.large" : "kafka.m7g.xlarge";
    }
}
