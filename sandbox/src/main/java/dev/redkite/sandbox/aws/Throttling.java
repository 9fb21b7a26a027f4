package dev.redkite.sandbox.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The account's limits, and the SDK's patience with them: it sends a throttled request again, three times, and waits twice as
 * long each time, half of it drawn (DefaultRetryStrategy's legacy mode, which is the default:
 * https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/retry-strategy.html). It waits on the sandbox's time. Only
 * what functions ask is counted: for whoever else asks, time stands still.
 */
public final class Throttling implements CallInterceptor {

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final RateLimits limits = new RateLimits();
    private final InstantSource clock;
    private final Supplier<Optional<Duration>> taken;
    private final Consumer<Duration> pauses;
    private final RandomGenerator random;
    private int refusals;
    private int givenUp;

    /**
     * @param taken  how long the calls of the invocation that runs have taken so far; empty when none does
     * @param pauses lets its next call come that much later
     */
    public Throttling(InstantSource clock, Supplier<Optional<Duration>> taken, Consumer<Duration> pauses, RandomGenerator random) {
        this.clock = clock;
        this.taken = taken;
        this.pauses = pauses;
        this.random = random;
    }

    /** @throws AwsServiceException what the service said to the last attempt */
    @Override
    public Object around(Call call, Supplier<Object> service) {
        if (taken.get().isPresent()) {
            admit(call);
        }
        return service.get();
    }

    private void admit(Call call) {
        for (int attempt = 1; ; attempt++) {
            Instant now = clock.instant();
            Optional<AwsServiceException> refusal = limits.findRefusal(call, now, now.plus(taken.get().orElseThrow()));
            if (refusal.isEmpty()) {
                return;
            }
            refusals++;
            if (attempt == ATTEMPTS) {
                givenUp++;
                throw refusal.get();
            }
            long most = FIRST_PAUSE.toMillis() << attempt - 1;
            pauses.accept(Duration.ofMillis(most / 2 + Math.round(random.nextDouble() * most / 2)).plus(World.CALL_LATENCY));
        }
    }

    /** How many requests were refused so far, those that were sent again included. */
    public int refusals() {
        return refusals;
    }

    /** How many calls the SDK gave up, so that the machine had to try their state again. */
    public int givenUp() {
        return givenUp;
    }
}
