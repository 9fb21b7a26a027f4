package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StagePending;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class KafkaConfigurationStageTest {

    private final Account account = new Account();

    @Test
    void writes_one_property_a_line_with_three_replicas_over_three_zones() {
        assertThat(BrokerProperties.over(3).lines()).containsExactlyInAnyOrder("auto.create.topics.enable=true",
                "default.replication.factor=3", "min.insync.replicas=2", "message.max.bytes=10485880", "replica.fetch.max.bytes=20971760");
    }

    @Test
    void lets_one_of_two_replicas_be_missing_over_two_zones() {
        assertThat(BrokerProperties.over(2).lines()).contains("default.replication.factor=2", "min.insync.replicas=1");
    }

    @Test
    void makes_the_configuration_in_one_call() {
        assertThat(account.madeConfiguration().revision()).isEqualTo(1);
        assertThat(account.world.takeChanges()).containsExactly("Kafka:CreateConfiguration");
    }

    @Test
    void changes_nothing_the_second_time() {
        account.madeConfiguration();
        account.world.takeChanges();

        account.madeConfiguration();

        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void makes_a_new_revision_when_the_properties_differ() {
        account.configuration.ensure(Account.configurationOver(2));
        account.world.takeChanges();

        assertThat(account.madeConfiguration().revision()).isEqualTo(2);
        assertThat(account.world.takeChanges()).containsExactly("Kafka:UpdateConfiguration");
    }

    @Test
    void waits_while_msk_lists_a_revision_that_it_does_not_show_yet() {
        account.madeConfiguration();
        account.world.intercept((call, service) -> {
            if (call.operation().equals("DescribeConfigurationRevision")) {
                throw Errors.of("Kafka", 400, "BadRequestException", "Configuration ARN does not exist.");
            }
            return service.get();
        });

        assertThatThrownBy(account::madeConfiguration).isInstanceOf(StagePending.class)
                .hasMessage("MSK lists revision 1 of configuration redkite-demo and does not show it yet");
    }

    @Test
    void is_gone_when_msk_refuses_to_delete_what_it_does_not_know() {
        account.madeConfiguration();
        account.world.intercept((call, service) -> {
            if (call.operation().equals("DeleteConfiguration")) {
                service.get();
                account.world.clock().advance(Duration.ofMinutes(1));
            }
            return service.get();
        });

        account.configuration.remove(Account.identity());

        assertThat(account.world.kafka().inventory()).isEmpty();
    }

    @Test
    void refuses_a_configuration_of_another_environment() {
        account.configuration.ensure(new KafkaConfigurationSpec(
                Account.NAMES, BrokerProperties.over(3), new Ownership("demo-two", 1, Map.of())));

        assertThatThrownBy(account::madeConfiguration).isInstanceOf(NotOurs.class).hasMessageContaining("redkite-demo");
    }

    @Test
    void is_not_removed_while_the_cluster_uses_it() {
        account.madeCluster();

        assertThatThrownBy(() -> account.configuration.retire(Account.identity()))
                .isInstanceOfSatisfying(AwsServiceException.class,
                        refusal -> assertThat(AwsErrors.kindOf(refusal)).isEqualTo(AwsErrors.Kind.IN_USE));
    }

    @Test
    void is_removed_once_the_cluster_that_used_it_is_gone() {
        account.madeCluster();
        account.cluster.retire(Account.identity());
        account.world.clock().advance(Duration.ofMinutes(15));

        assertThat(account.configuration.retire(Account.identity())).isInstanceOf(Pending.class);
        assertThat(account.world.takeChanges()).endsWith("Kafka:DeleteConfiguration");
    }

    @Test
    void sends_its_removal_only_once() {
        account.madeConfiguration();
        account.configuration.retire(Account.identity());
        account.world.takeChanges();

        assertThat(account.configuration.retire(Account.identity()))
                .isEqualTo(new Pending<>("MSK configuration redkite-demo is being deleted"));
        account.configuration.remove(Account.identity());

        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void touches_nothing_of_another_environments_configuration() {
        account.configuration.ensure(new KafkaConfigurationSpec(
                Account.NAMES, BrokerProperties.over(3), new Ownership("demo-two", 1, Map.of())));
        account.world.takeChanges();

        assertThatThrownBy(() -> account.configuration.retire(Account.identity())).isInstanceOf(NotOurs.class);
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void leaves_nothing_when_it_is_retired() {
        account.madeConfiguration();

        assertThat(account.configuration.retire(Account.identity())).isInstanceOf(Pending.class);
        account.world.clock().advance(Duration.ofMinutes(1));

        assertThat(account.configuration.retire(Account.identity())).isInstanceOf(Done.class);
        assertThat(account.world.kafka().inventory()).isEmpty();
    }
}
