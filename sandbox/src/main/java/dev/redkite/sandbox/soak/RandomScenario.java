package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import dev.redkite.sandbox.fault.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What happens to one environment, and now and then to a second one that its backup is restored into: requests that chance draws,
 * some of them twice, some while another is under way; the last one removes everything.
 */
record RandomScenario(ObjectNode specification, List<Request> requests) {

    private static final int MOST_REQUESTS = 3;

    /** What the second environment's name has behind the first one's, as far as names may be long. */
    private static final String CLONE = "-2";
    private static final int LONGEST_NAME = 24;

    /** Later than the longest operation may begin to end, so that all its states are met. */
    private static final int LATEST_SECONDS = 2400;

    static RandomScenario random(long seed, RandomGenerator random) {
        ObjectNode specification = Specifications.random(seed);
        Whereabouts whereabouts = Whereabouts.random(seed, specification.path("network").has("subnetIds"));
        whereabouts.certify(specification);
        CompanyBuckets.draw(specification, random);
        String name = specification.path("name").asText();
        List<Request> requests = new ArrayList<>();
        requests.add(provision(specification, requests.size(), random));
        for (int i = random.nextInt(MOST_REQUESTS); i > 0; i--) {
            requests.addAll(another(specification, name, requests, random));
        }
        requests.add(of(Operation.teardown, name, true, requests.size(), null, random.nextBoolean()));
        requests.forEach(request -> whereabouts.put(request.event()));
        return new RandomScenario(specification, requests);
    }

    private static List<Request> another(ObjectNode specification, String name, List<Request> requests, RandomGenerator random) {
        int number = requests.size();
        return switch (random.nextInt(11)) {
            case 0 -> List.of(again(requests.getLast(), pause(random)));
            case 1 -> List.of(provision(specification, number, random));
            case 2, 3 -> List.of(provision(changed(specification, random), number, random));
            case 4 -> List.of(recreate(name, number, random));
            case 5 -> List.of(of(Operation.pause, name, false, number, pause(random), random.nextBoolean()));
            case 6 -> List.of(of(Operation.resume, name, false, number, pause(random), random.nextBoolean()));
            case 7 -> List.of(of(Operation.backup, name, false, number, pause(random), random.nextBoolean()));
            case 8 -> restored(name, number, random);
            case 9 -> cloned(specification, number, random);
            default -> List.of(of(Operation.teardown, name, random.nextInt(3) == 0, number, pause(random), random.nextBoolean()));
        };
    }

    /** From a backup that is made before, into the life that it was made of or into the next one. */
    private static List<Request> restored(String name, int number, RandomGenerator random) {
        List<Request> requests = new ArrayList<>();
        requests.add(of(Operation.backup, name, false, number, null, random.nextBoolean()));
        if (random.nextBoolean()) {
            requests.add(of(Operation.recreate, name, false, number + 1, null, random.nextBoolean()));
        }
        Request restore = of(Operation.restore, name, false, number + requests.size(), pause(random), random.nextBoolean());
        restore.event().withObject("/detail").put("overwrite", random.nextInt(4) != 0);
        requests.add(restore);
        return requests;
    }

    /** Another environment is made, given a backup of the first one's, and taken away again. */
    private static List<Request> cloned(ObjectNode specification, int number, RandomGenerator random) {
        String name = specification.path("name").asText();
        if (name.length() + CLONE.length() > LONGEST_NAME) {
            return restored(name, number, random);
        }
        Request restore = of(Operation.restore, name + CLONE, false, number + 2, null, random.nextBoolean());
        restore.event().withObject("/detail").put("from", name).put("overwrite", random.nextInt(4) != 0);
        return List.of(
                of(Operation.backup, name, false, number, null, random.nextBoolean()),
                provision(beside(specification), number + 1, random).awaited(),
                restore,
                of(Operation.teardown, name + CLONE, true, number + 3, null, random.nextBoolean()));
    }

    /** As the first one, but for what an account, or a VPC, has room for only once; of the Milvus that takes every backup. */
    private static ObjectNode beside(ObjectNode specification) {
        ObjectNode second = specification.deepCopy();
        second.put("name", specification.path("name").asText() + CLONE).remove("schedule");
        second.withObject("/milvus").put("version", "2.6.15");
        second.withObject("/exposure").remove(List.of("domain", "certificateArn"));
        second.withObject("/attu").remove("certificateArn");
        if (!specification.at("/network").has("subnetIds")) {
            second.withObject("/network").put("natGateways", "single");
        }
        return second;
    }

    /** A second environment, where one is made. */
    Optional<String> findClone() {
        String clone = specification.path("name").asText() + CLONE;
        return requests.stream().map(Request::environment).filter(clone::equals).findFirst();
    }

    /** Every third request does not wait for the one before it to end. */
    private static Duration pause(RandomGenerator random) {
        return random.nextInt(3) == 0 ? Duration.ofSeconds(random.nextInt(LATEST_SECONDS)) : null;
    }

    /** The very same event, as a bus that delivers at least once may bring it. */
    private static Request again(Request earlier, Duration until) {
        return new Request(earlier.operation(), earlier.event(), earlier.removeData(), until, earlier.redriven());
    }

    private static ObjectNode changed(ObjectNode specification, RandomGenerator random) {
        ObjectNode changed = specification.deepCopy();
        switch (random.nextInt(5)) {
            case 0 -> changed.withObject("/tags").put("changed", "tag " + random.nextInt(100));
            case 1 -> changed.withObject("/attu").put("enabled", !specification.at("/attu/enabled").asBoolean(true));
            case 2 -> Scenario.upgrade(changed);
            case 3 -> CompanyBuckets.change(changed, random);
            default -> changed.withObject("/workload").put("rows", 1 + random.nextInt(20_000_000));
        }
        return changed;
    }

    private static Request provision(ObjectNode specification, int number, RandomGenerator random) {
        ObjectNode event = event(type(Operation.provision), number);
        event.withObject("/detail").set("specification", specification);
        return new Request(Operation.provision, event, false, pause(random), random.nextBoolean());
    }

    /** With its bucket or without; of those that leave the bucket every other one says nothing of what Milvus holds, which is then kept. */
    private static Request recreate(String name, int number, RandomGenerator random) {
        boolean removeData = random.nextInt(3) == 0;
        Request request = of(Operation.recreate, name, removeData, number, pause(random), random.nextBoolean());
        if (!removeData && random.nextBoolean()) {
            request.event().withObject("/detail").put("keepData", false);
        }
        return request;
    }

    private static Request of(Operation operation, String name, boolean removeData, int number, Duration until, boolean redriven) {
        ObjectNode event = event(type(operation), number);
        event.withObject("/detail").put("environment", name);
        if (operation == Operation.teardown || operation == Operation.recreate) {
            event.withObject("/detail").put("removeData", removeData);
        }
        return new Request(operation, event, removeData, until, redriven);
    }

    private static String type(Operation operation) {
        return switch (operation) {
            case provision -> "Provision Requested";
            case teardown -> "Teardown Requested";
            case recreate -> "Recreate Requested";
            case pause -> "Pause Requested";
            case resume -> "Resume Requested";
            case backup -> "Backup Requested";
            case restore -> "Restore Requested";
        };
    }

    private static ObjectNode event(String type, int number) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", "00000000-0000-4000-8000-%012d".formatted(number + 1))
                .put("detail-type", type)
                .put("source", "redkite.request")
                .put("time", "2026-11-24T09:00:00Z");
        event.putArray("resources");
        return event;
    }
}
