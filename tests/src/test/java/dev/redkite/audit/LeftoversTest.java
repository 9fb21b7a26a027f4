package dev.redkite.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Deployment;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.aws.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor tells of an environment, from a machine that may have no stack. */
class LeftoversTest {

    private final AuditedAccount account = new AuditedAccount();

    private static final class WithoutStack extends AccountPlatform {

        WithoutStack(World world) {
            super(world);
        }

        @Override
        public Deployment deployment() {
            return new Deployment(world.account(), world.region(), "registry", "redkite", List.of(), List.of(),
                    Deployment.Scheduling.of(Map.of()), "", "");
        }
    }

    private List<String> left() {
        return new Leftovers(new WithoutStack(account.world)).of(AuditedAccount.wanted(true).plan());
    }

    @Test
    void an_account_without_the_environment_has_nothing_of_it() {
        assertThat(left()).isEmpty();
    }

    @Test
    void what_stands_is_named_once_and_stays() {
        String volume = account.volume(AuditedAccount.OURS);

        assertThat(left()).containsExactly("volume " + volume);
        assertThat(account.added()).anyMatch(thing -> thing.contains(volume));
    }

    /** Where there is no stack there is no group of schedules, and a question about it has no name to ask for. */
    @Test
    void schedules_are_asked_about_where_there_is_a_group_for_them() {
        left();

        assertThat(account.world.calls()).isNotEmpty().noneMatch(call -> call.service().equals("Scheduler"));
    }
}
