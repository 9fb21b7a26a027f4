package dev.redkite.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Deployment;
import dev.redkite.environment.AccountSnapshot;
import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.failure.Violation;
import dev.redkite.sandbox.aws.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;

/** What is known of a zone at the door. */
class HostedZoneReviewTest {

    private static final String VPC = "vpc-0a1a0000000000001";

    private final World world = World.standing();
    private final HostedZoneReview review = new HostedZoneReview(() -> world.client(Route53Client.class),
            Deployment.of(Map.of("REDKITE_ACCOUNT", "123456789012", "AWS_REGION", "us-west-2")));

    private AccountSnapshot.HostedZone hosted(String zone) {
        return review.find(new EnvironmentSpec.Domain(zone, null), "demo", List::of);
    }

    private AccountSnapshot.HostedZone made(String zone) {
        return review.find(new EnvironmentSpec.Domain(null, zone), "demo", () -> List.of(VPC));
    }

    private static void refuses(AccountSnapshot.HostedZone found, String path, String... words) {
        assertThat(found.violations()).singleElement().extracting(Violation::toString).asString().startsWith("$.exposure.domain." + path).contains(words);
    }

    @Test
    void a_zone_is_found_by_its_name_and_by_its_id() {
        String id = world.route53().standing("example.com", null, Map.of());

        assertThat(hosted("example.com")).isEqualTo(new AccountSnapshot.HostedZone(id, "example.com", false, List.of()));
        assertThat(hosted(id)).isEqualTo(hosted("example.com"));
    }

    @Test
    void a_zone_that_is_not_there_is_refused() {
        refuses(hosted("example.com"), "hostedZone", "no hosted zone example.com", "privateZone");
        refuses(hosted("Z0000000000"), "hostedZone", "no hosted zone Z0000000000");
    }

    @Test
    void of_several_zones_of_a_name_one_is_to_be_named() {
        String open = world.route53().standing("example.com", null, Map.of());
        String inside = world.route53().standing("example.com", null, Map.of(), VPC);

        refuses(hosted("example.com"), "hostedZone", open + " (public)", inside + " (private)");
        assertThat(hosted(inside).privateZone()).isTrue();
    }

    @Test
    void a_zone_that_redkite_made_is_nobody_s_to_name() {
        String id = world.route53().standing("example.internal", "Names of Milvus in us-west-2, made by Redkite (redkite:environment=other)", Map.of(), VPC);

        refuses(hosted(id), "hostedZone", "goes with that");
    }

    @Test
    void names_that_somebody_has_are_refused_and_our_own_are_not() {
        String id = world.route53().standing("example.com", null, Map.of());
        world.route53().write(id, RRType.A, "demo.attu.example.com", "10.0.0.1");
        refuses(hosted(id), "hostedZone", "demo.attu.example.com has records");

        world.route53().write(id, RRType.TXT, "_redkite.demo.attu.example.com", "\"redkite:environment=demo,redkite:region=us-west-2\"");
        assertThat(hosted(id).violations()).isEmpty();
    }

    @Test
    void a_private_zone_is_refused_where_the_vpc_has_one_of_that_name() {
        world.route53().standing("example.internal", null, Map.of(), "vpc-0000000000000009");
        assertThat(made("example.internal")).isEqualTo(AccountSnapshot.HostedZone.NONE);

        String id = world.route53().standing("example.internal", "theirs", Map.of(), VPC);
        refuses(made("example.internal"), "privateZone", VPC, id);
    }

    @Test
    void our_own_of_an_earlier_request_stands_in_nobody_s_way() {
        world.route53().standing("example.internal", "Names of Milvus in us-west-2, made by Redkite (redkite:environment=demo)", Map.of(), VPC);

        assertThat(made("example.internal")).isEqualTo(AccountSnapshot.HostedZone.NONE);
    }

    @Test
    void where_a_vpc_is_yet_to_be_made_nothing_is_asked() {
        assertThat(review.find(new EnvironmentSpec.Domain(null, "example.internal"), "demo", List::of)).isEqualTo(AccountSnapshot.HostedZone.NONE);
        assertThat(world.calls()).isEmpty();
    }
}
