package dev.redkite.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;

class ThrottlingTest {

    private Optional<Duration> taken = Optional.of(Duration.ZERO);
    private final Throttling throttling = new Throttling(
            new VirtualClock(World.START), () -> taken, pause -> taken = taken.map(pause::plus), new Random(7));

    private Object ask(String service, String operation) {
        return throttling.around(new Call(service, operation, DescribeLoadBalancersRequest.builder().build()), () -> "served");
    }

    private void ask(int times, String service, String operation) {
        for (int i = 0; i < times; i++) {
            ask(service, operation);
        }
    }

    @Test
    void what_the_bucket_holds_is_served_at_once() {
        ask(40, "ElasticLoadBalancingV2", "DescribeLoadBalancers");

        assertThat(throttling.refusals()).isZero();
        assertThat(taken).contains(Duration.ZERO);
    }

    @Test
    void one_request_more_is_sent_again_by_the_sdk_and_served_once_tokens_have_come_back() {
        ask(40, "ElasticLoadBalancingV2", "DescribeTags");

        assertThat(ask("ElasticLoadBalancingV2", "DescribeLoadBalancers")).isEqualTo("served");
        assertThat(throttling.refusals()).isEqualTo(1);
        assertThat(throttling.givenUp()).isZero();
        assertThat(taken.orElseThrow()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"Ec2, CreateVpcEndpoint, 8, RequestLimitExceeded", "Ec2, CreateNatGateway, 30, RequestLimitExceeded",
        "Ec2, CreateVpc, 120, RequestLimitExceeded", "Iam, CreateRole, 100, Throttling", "Eks, CreateCluster, 100, TooManyRequestsException",
        "Kafka, ListClustersV2, 200, TooManyRequestsException", "CloudWatchLogs, DescribeLogGroups, 60, ThrottlingException"})
    void whoever_goes_on_asking_is_refused_in_the_services_own_words_which_are_transient(
            String service, String operation, int times, String code) {
        assertThatThrownBy(() -> {
            for (int i = 0; i < times; i++) {
                taken = Optional.of(Duration.ZERO);
                ask(service, operation);
            }
        }).isInstanceOfSatisfying(AwsServiceException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(AwsErrors.kindOf(refusal)).isEqualTo(AwsErrors.Kind.TRANSIENT);
        });
        assertThat(throttling.givenUp()).isEqualTo(1);
    }

    @Test
    void an_operation_of_ec2_has_a_bucket_of_its_own() {
        ask(100, "Ec2", "DescribeVpcs");
        ask(100, "Ec2", "DescribeSubnets");

        assertThat(throttling.refusals()).isZero();
    }

    @Test
    void who_is_no_function_is_not_counted_for_time_stands_still_for_him() {
        taken = Optional.empty();

        ask(1_000, "ElasticLoadBalancingV2", "DescribeLoadBalancers");

        assertThat(throttling.refusals()).isZero();
    }
}
