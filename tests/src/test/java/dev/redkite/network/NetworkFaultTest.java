package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Every change that a new network takes fails once, before or after its effect. */
class NetworkFaultTest {

    private final NetworkSpec wanted = NetworkStageTest.wanted("demo", true);

    /** Fails the change of that number, counted from 0; how many changes there were. */
    private int run(int failing, boolean afterEffect) {
        World world = World.standing();
        Map<String, Map<String, String>> before = world.ec2().inventory();
        int[] changes = {0};
        world.intercept((call, service) -> {
            boolean fails = !call.reads() && changes[0]++ == failing;
            if (fails && !afterEffect) {
                throw SdkClientException.create("connection reset");
            }
            Object answer = service.get();
            if (fails) {
                throw SdkClientException.create("connection reset");
            }
            return answer;
        });
        Stage<NetworkSpec, NetworkSpec, NetworkFacts> stage = NetworkStageTest.whole(world.client(Ec2Client.class));
        NetworkFacts facts = done(world, () -> stage.ensure(wanted));
        assertThat(facts.privateSubnetIds()).as("with change %d failing", failing).hasSize(3);
        done(world, () -> stage.retire(wanted));
        assertThat(world.ec2().inventory()).as("after change %d failed", failing).isEqualTo(before);
        return changes[0];
    }

    private static <F> F done(World world, Supplier<Progress<F>> step) {
        for (int look = 0; look < 100; look++) {
            try {
                if (step.get() instanceof Done<F>(F facts)) {
                    return facts;
                }
            } catch (SdkClientException _) {
                // the machine tries again
            }
            world.clock().advance(Duration.ofSeconds(5));
        }
        throw new AssertionError("not done after 100 looks");
    }

    @Tag("search")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comes_up_and_goes_down_whichever_change_fails(boolean afterEffect) {
        int changes = run(-1, afterEffect);

        assertThat(changes).isGreaterThan(40);
        for (int failing = 0; failing < changes; failing++) {
            run(failing, afterEffect);
        }
    }
}
