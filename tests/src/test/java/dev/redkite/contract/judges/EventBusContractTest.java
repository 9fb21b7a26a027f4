package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.AwsErrors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Amazon EventBridge, and the services of which only a refusal or two matter: logs, load balancers, SNS, STS. */
class EventBusContractTest extends Behaviours {

    private static PutEventsRequestEntry entry(String bus, String source, String detail) {
        return PutEventsRequestEntry.builder().eventBusName(bus).source(source).detailType("Ready").detail(detail).build();
    }

    private PutEventsResponse put(PutEventsRequestEntry... entries) {
        return client(EventBridgeClient.class).putEvents(request -> request.entries(entries));
    }

    private String bus() {
        String name = account.name("bus");
        account.bus(name);
        return name;
    }

    @Test
    void an_event_that_is_taken_has_an_id() {
        PutEventsResponse answer = put(entry(bus(), "redkite", "{}"));

        assertThat(answer.failedEntryCount()).isZero();
        assertThat(answer.entries()).singleElement().satisfies(entry -> assertThat(entry.eventId()).isNotEmpty());
    }

    @Test
    void an_event_that_is_refused_fails_alone_within_an_answer_of_success() {
        String bus = bus();
        PutEventsResponse answer =
                put(entry(bus, "redkite", "{}"), entry(bus, "redkite", "{not JSON"), entry(bus, "redkite", "{}"));

        assertThat(answer.failedEntryCount()).isEqualTo(1);
        assertThat(answer.entries().get(1).errorCode()).isEqualTo("MalformedDetail");
        assertThat(answer.entries().get(2).eventId()).isNotEmpty();
    }

    @Test
    void an_event_without_a_detail_fails_alone_too() {
        String bus = bus();
        PutEventsResponse answer = put(entry(bus, "redkite", null), entry(bus, "redkite", "{}"));

        assertThat(answer.failedEntryCount()).isEqualTo(1);
        assertThat(answer.entries().getFirst().errorCode()).isEqualTo("InvalidArgument");
    }

    @Test
    void aws_own_sources_are_nobody_elses() {
        PutEventsResponse answer = put(entry(bus(), "aws.ec2", "{}"));

        assertThat(answer.entries().getFirst().errorCode()).isEqualTo("NotAuthorizedForSourceException");
    }

    @Test
    void a_load_balancer_is_not_found_by_a_name_that_it_does_not_have() {
        ElasticLoadBalancingV2Client balancing = client(ElasticLoadBalancingV2Client.class);

        refuses("LoadBalancerNotFound", () -> balancing.describeLoadBalancers(request -> request.names("nobody")));
        refuses(AwsErrors.Kind.ABSENT, () -> balancing.describeLoadBalancers(request -> request.names("nobody")));
    }

    @Test
    void a_target_group_is_not_found_by_an_arn_that_it_does_not_have() {
        refuses("TargetGroupNotFound", () -> client(ElasticLoadBalancingV2Client.class).describeTargetHealth(request -> request
                .targetGroupArn("arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/nobody/0123456789abcdef")));
    }

    @Test
    void a_log_group_that_is_not_there_is_not_found() {
        refuses("ResourceNotFoundException", () -> client(CloudWatchLogsClient.class).deleteLogGroup(request ->
                request.logGroupName(account.name("/aws/eks/nobody"))));
    }

    @Test
    void log_groups_are_listed_by_the_beginning_of_their_name() {
        assertThat(client(CloudWatchLogsClient.class).describeLogGroups(request ->
                request.logGroupNamePrefix(account.name("/aws/eks/nobody"))).logGroups()).isEmpty();
    }

    @Test
    void a_topic_that_is_not_there_takes_no_message() {
        refuses(AwsErrors.Kind.ABSENT, () -> client(SnsClient.class).publish(request ->
                request.topicArn("arn:aws:sns:us-west-2:123456789012:nobody").message("judged")));
    }

    @Test
    void the_caller_s_account_is_told() {
        assertThat(client(StsClient.class).getCallerIdentity().account()).isEqualTo("123456789012");
    }
}
