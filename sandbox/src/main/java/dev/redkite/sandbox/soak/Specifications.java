package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Quotas;
import java.util.List;
import java.util.Random;

/** Valid specifications drawn by chance; the same seed draws the same one. */
public final class Specifications {

    /** What an account needs to run the largest that is drawn; a young one's vCPUs do for little more than the least. */
    public static final Quotas QUOTAS = Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 2000);

    private static final List<String> SUBNETS =
            List.of("subnet-0a1a0000000000001", "subnet-0a1b0000000000002", "subnet-0a1c0000000000003");
    private static final List<String> INDEXES = List.of("FLAT", "IVF_FLAT", "IVF_SQ8", "SCANN", "HNSW", "DISKANN");

    private final Random random;

    private Specifications(long seed) {
        random = new Random(seed);
    }

    public static ObjectNode random(long seed) {
        return new Specifications(seed).draw();
    }

    private ObjectNode draw() {
        ObjectNode specification = Json.object().put("name", name(random.nextInt(1000)));
        network(specification);
        workload(specification);
        milvus(specification);
        exposure(specification.putObject("exposure"));
        loginGivenUp(specification);
        ObjectNode attu = specification.putObject("attu").put("enabled", random.nextBoolean());
        exposure(attu);
        for (int i = random.nextInt(3); i > 0; i--) {
            specification.withObject("/tags").put("tag-" + i, "value " + random.nextInt(100));
        }
        if (random.nextInt(3) == 0) {
            specification.putObject("kafka").put("version", "3.9.x.kraft");
        }
        if (random.nextInt(3) == 0) {
            specification.putObject("schedule").put("teardown", "cron(0 19 ? * * *)").put("timeZone", "Asia/Tokyo");
        }
        domain(specification);
        return specification;
    }

    /** The shortest, the longest, and one that services keep to themselves, among others. */
    private static String name(int number) {
        return switch (number % 8) {
            case 0 -> "internal-" + number;
            case 1 -> "a%02d".formatted(number % 100);
            case 2 -> "the-longest-drawn-of-%03d".formatted(number);
            case 3 -> "a--" + number;
            default -> "drawn-" + number;
        };
    }

    private void network(ObjectNode specification) {
        switch (random.nextInt(3)) {
            case 0 -> SUBNETS.forEach(specification.putObject("network").putArray("subnetIds")::add);
            case 1 -> SUBNETS.subList(0, 2).forEach(specification.putObject("network").putArray("subnetIds")::add);
            default -> {
                if (random.nextBoolean()) {
                    specification.putObject("network").put("cidr", "10.7.0.0/18").put("natGateways", "single");
                }
            }
        }
    }

    private void workload(ObjectNode specification) {
        specification.putObject("workload")
                .put("rows", 1 + random.nextInt(20_000_000))
                .put("dimension", 2 + random.nextInt(1024))
                .put("index", INDEXES.get(random.nextInt(INDEXES.size())));
    }

    private void milvus(ObjectNode specification) {
        specification.putObject("milvus")
                .put("version", random.nextBoolean() ? "2.6.15" : "2.2.13")
                .put("highAvailability", random.nextBoolean())
                .put("authentication", random.nextBoolean());
    }

    /** One of the company's zones, by name, or one of the environment's own. */
    private void domain(ObjectNode specification) {
        switch (random.nextInt(4)) {
            case 0 -> specification.withObject("/exposure/domain").put("hostedZone", "example.com");
            case 1 -> specification.withObject("/exposure/domain").put("privateZone", "drawn.internal");
            default -> { }
        }
    }

    /** As a specification has to say where Milvus faces the internet and is to ask for none. */
    private static void loginGivenUp(ObjectNode specification) {
        if (specification.at("/exposure/scheme").asText().equals("internet-facing") && !specification.at("/milvus/authentication").asBoolean()) {
            specification.withObject("/exposure").put("withoutLogin", true);
        }
    }

    private void exposure(ObjectNode exposure) {
        boolean facing = random.nextBoolean();
        exposure.put("scheme", facing ? "internet-facing" : "internal");
        if (facing) {
            exposure.putArray("sourceRanges").add("203.0.113.0/24");
        }
    }
}
