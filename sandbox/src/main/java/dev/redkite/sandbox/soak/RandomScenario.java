package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What happens to one environment: requests that chance draws, some of them twice, some while another is under way;
 * the last one removes everything.
 */
record RandomScenario(ObjectNode specification, List<Request> requests) {

    private static final int MOST_REQUESTS = 3;

    /** Later than the longest operation may begin to end, so that all its states are met. */
    private static final int LATEST_SECONDS = 2400;

    static RandomScenario random(long seed, RandomGenerator random) {
        ObjectNode specification = Specifications.random(seed);
        Whereabouts whereabouts = Whereabouts.random(seed, specification.path("network").has("subnetIds"));
        whereabouts.certify(specification);
        String name = specification.path("name").asText();
        List<Request> requests = new ArrayList<>();
        requests.add(provision(specification, requests.size(), random));
        for (int i = random.nextInt(MOST_REQUESTS); i > 0; i--) {
            requests.add(another(specification, name, requests, random));
        }
        requests.add(of(Operation.teardown, name, true, requests.size(), null, random.nextBoolean()));
        requests.forEach(request -> whereabouts.put(request.event()));
        return new RandomScenario(specification, requests);
    }

    private static Request another(ObjectNode specification, String name, List<Request> requests, RandomGenerator random) {
        int number = requests.size();
        return switch (random.nextInt(9)) {
            case 0 -> again(requests.getLast(), pause(random));
            case 1 -> provision(specification, number, random);
            case 2, 3 -> provision(changed(specification, random), number, random);
            case 4 -> of(Operation.recreate, name, random.nextBoolean(), number, pause(random), random.nextBoolean());
            case 5 -> of(Operation.pause, name, false, number, pause(random), random.nextBoolean());
            case 6 -> of(Operation.resume, name, false, number, pause(random), random.nextBoolean());
            case 7 -> of(Operation.backup, name, false, number, pause(random), random.nextBoolean());
            default -> of(Operation.teardown, name, random.nextInt(3) == 0, number, pause(random), random.nextBoolean());
        };
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
        switch (random.nextInt(4)) {
            case 0 -> changed.withObject("/tags").put("changed", "tag " + random.nextInt(100));
            case 2 -> Catalog.load().findUpgrade(specification.at("/milvus/version").asText(Catalog.load().defaultMilvus().version()))
                    .ifPresent(upgrade -> changed.withObject("/milvus").put("version", upgrade.to()));
            case 1 -> changed.withObject("/attu").put("enabled", !specification.at("/attu/enabled").asBoolean(true));
            default -> changed.withObject("/workload").put("rows", 1 + random.nextInt(20_000_000));
        }
        return changed;
    }

    private static Request provision(ObjectNode specification, int number, RandomGenerator random) {
        ObjectNode event = event(type(Operation.provision), number);
        event.withObject("/detail").set("specification", specification);
        return new Request(Operation.provision, event, false, pause(random), random.nextBoolean());
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
