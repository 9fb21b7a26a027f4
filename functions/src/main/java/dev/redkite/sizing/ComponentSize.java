package dev.redkite.sizing;

/**
 * @param replicas        at least 1
 * @param cpu             cores of one replica
 * @param memoryGibibytes of one replica
 */
public record ComponentSize(int replicas, double cpu, double memoryGibibytes) {

    ComponentSize withReplicas(int wanted) {
        return new ComponentSize(wanted, cpu, memoryGibibytes);
    }
}
