package dev.redkite.sandbox.trace;

import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.World;
import java.util.Map;
import java.util.TreeMap;

/** The most calls that each service was sent within one second of virtual time, from the time it is made on. */
public final class PeakRates {

    private record Second(long at, int calls) {}

    private final Map<String, Second> underway = new TreeMap<>();
    private final Map<String, Integer> most = new TreeMap<>();

    public PeakRates(World world) {
        world.intercept((call, service) -> {
            count(call, world.now().getEpochSecond());
            return service.get();
        });
    }

    private void count(Call call, long second) {
        Second now = underway.merge(call.service(), new Second(second, 1),
                (before, next) -> before.at() == second ? new Second(second, before.calls() + 1) : next);
        most.merge(call.service(), now.calls(), Math::max);
    }

    public Map<String, Integer> byService() {
        return Map.copyOf(most);
    }
}
