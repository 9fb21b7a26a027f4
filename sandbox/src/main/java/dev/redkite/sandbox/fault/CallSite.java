package dev.redkite.sandbox.fault;

/**
 * A call of a function, found again in every run by what went before it in the same invocation.
 *
 * @param step       which step of the scenario, from 0
 * @param function   {@code KafkaCluster}, {@code Network}, …
 * @param call       {@code Ec2:CreateVpc}, {@code Kubernetes:create /api/v1/…}, {@code Milvus:Insert}
 * @param history    stands for all requests and answers of the invocation up to this request, without ids and times
 * @param occurrence how often that history came about in this step before, from 0: stages look again and again
 */
public record CallSite(int step, String function, String call, int history, int occurrence) {

    /** The first call of that history. */
    CallSite first() {
        return new CallSite(step, function, call, history, 0);
    }

    @Override
    public String toString() {
        return "step %d, %s, %s%s".formatted(step, function, call, occurrence == 0 ? "" : " (again, " + occurrence + ")");
    }
}
