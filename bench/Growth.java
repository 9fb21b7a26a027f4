import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.states.Execution;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * So many environments, each with a network of its own, begun one after another in one account, and none taken away: what each of
 * them costs. They are begun so far apart that none has to wait for the key of another, which KMS does not show at once.
 */
class Growth {

    private static final Path EVENT = Path.of(System.getProperty("redkite.home"), "events", "03-new-network.json");
    private static final int WARMING = 8;
    private static final Duration APART = Duration.ofMinutes(2);

    /** @param bytes of the heap that all of them hold when they are up */
    private record Cost(int environments, double cpuSeconds, long bytes, long calls) {}

    /** DynamoDB's threads would keep the process for ever. */
    public static void main(String[] counts) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> {
            thrown.printStackTrace();
            System.exit(1);
        });
        measure(counts);
        System.exit(0);
    }

    private static void measure(String[] counts) throws Exception {
        brought(WARMING);
        System.out.printf("%12s %16s %8s %16s %8s %12s%n", "environments", "CPU s for each", "ratio", "MB for each", "ratio", "calls each");
        Cost first = null;
        for (String count : counts) {
            Cost cost = brought(Integer.parseInt(count));
            first = first == null ? cost : first;
            System.out.printf("%12d %16.3f %8.2f %16.1f %8.2f %12.0f%n", cost.environments(), each(cost), each(cost) / each(first),
                    megabytes(cost), megabytes(cost) / megabytes(first), (double) cost.calls() / cost.environments());
        }
    }

    private static double each(Cost cost) {
        return cost.cpuSeconds() / cost.environments();
    }

    private static double megabytes(Cost cost) {
        return cost.bytes() / 1e6 / cost.environments();
    }

    private static Cost brought(int environments) throws Exception {
        long empty = held();
        double before = cpuSeconds();
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(event(0)).inProcess().withQuotas(quotas(environments)))) {
            List<Execution> begun = new ArrayList<>();
            for (int number = 0; number < environments; number++) {
                begun.add(sandbox.start(event(number)));
                sandbox.advance(APART);
            }
            for (Execution execution : begun) {
                Outcome outcome = sandbox.run(execution);
                if (!outcome.ready()) {
                    throw new IllegalStateException(outcome.environment() + " ended " + outcome.phase() + ": " + outcome.message());
                }
            }
            double after = cpuSeconds();
            return new Cost(environments, after - before, held() - empty, sandbox.world().calls().size());
        }
    }

    private static ObjectNode event(int number) throws Exception {
        ObjectNode event = (ObjectNode) Json.parse(Files.readString(EVENT));
        event.put("id", "00000000-0000-4000-8000-%012d".formatted(number + 1));
        event.withObject("/detail/specification").put("name", "grown-%04d".formatted(number));
        return event;
    }

    /** Of nothing does an account run short. */
    private static Quotas quotas(int environments) {
        Quotas quotas = Quotas.young();
        for (ServiceQuota quota : quotas.most().keySet()) {
            quotas = quotas.with(quota, 100 * (environments + 10));
        }
        return quotas;
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static long held() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
