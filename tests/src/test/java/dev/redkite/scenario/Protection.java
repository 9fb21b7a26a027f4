package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A setting that keeps outsiders out.
 *
 * @param named how what notices its absence begins
 * @param off   turns it off by hand; what it answers turns it on again
 */
record Protection(String what, String named, Function<Sandbox, Runnable> off) {

    /** Until then whatever was changed by hand shows everywhere. */
    private static final Duration SEEN = Duration.ofMinutes(5);

    /** What an outsider gets of the environment demo while it is off; on again afterwards. */
    List<String> gotWithout(Sandbox sandbox) {
        Runnable mended = off.apply(sandbox);
        sandbox.world().clock().advance(SEEN);
        List<String> got = sandbox.outsider().gets("demo");
        mended.run();
        sandbox.world().clock().advance(SEEN);
        return got;
    }

    @Override
    public String toString() {
        return what;
    }
}
