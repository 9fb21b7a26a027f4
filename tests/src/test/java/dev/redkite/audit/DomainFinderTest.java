package dev.redkite.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.route53.model.RRType;

class DomainFinderTest {

    private static final String MINE = "\"redkite:environment=demo,redkite:region=us-west-2\"";
    private static final String COMMENT = "Names of Milvus in us-west-2, made by Redkite (redkite:environment=demo)";

    private final AuditedAccount account = new AuditedAccount();
    private final String users = account.world.route53().standing("example.org", "theirs", Map.of());

    /** Where the plan has its names in that zone of the user's, now or formerly. */
    private AuditSpec wanted(boolean formerly) {
        Plan.Domain domain = new Plan.Domain("example.org", users);
        return AuditedAccount.wanted(true, new Plan.Storage(AuditedAccount.BUCKET, false, "demo/g1", null),
                new Plan.Exposure(Scheme.INTERNAL, List.of(), formerly ? null : domain, formerly ? List.of(domain) : List.of(), null));
    }

    private void name(String zone, String host, String text) {
        account.world.route53().write(zone, RRType.A, host, "10.0.0.1");
        account.world.route53().write(zone, RRType.TXT, "_redkite." + host, text);
    }

    private Stream<String> records() {
        return account.added().stream().filter(thing -> thing.startsWith("route53:recordset/"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void records_in_a_zone_of_the_user_s_are_swept_and_the_zone_stays(boolean formerly) {
        name(users, "demo.milvus.example.org", MINE);
        name(users, "demo.attu.example.org", MINE);
        account.world.route53().write(users, RRType.A, "www.example.org", "10.0.0.2");

        assertThat(account.audited(wanted(formerly))).first().asString().contains("DNS records of demo.milvus.example.org. in hosted zone " + users);
        assertThat(records()).containsExactly("route53:recordset/%s/www.example.org./A".formatted(users));
        assertThat(account.added()).contains("route53:hostedzone/" + users);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"redkite:environment=other,redkite:region=us-west-2\"", "\"redkite:environment=demo,redkite:region=eu-west-1\"", "\"mine\""})
    void records_of_which_no_text_says_that_they_are_ours_stay(String text) {
        name(users, "demo.milvus.example.org", text);
        account.world.route53().write(users, RRType.A, "demo.attu.example.org", "10.0.0.2");

        assertThat(account.audited(wanted(false))).isEmpty();
        assertThat(records()).hasSize(3);
    }

    @Test
    void others_names_that_end_so_are_none_of_ours() {
        name(users, "a.demo.milvus.example.org", MINE.replace("demo", "a.demo"));
        name(users, "xdemo.milvus.example.org", MINE.replace("demo", "xdemo"));

        assertThat(account.audited(wanted(false))).isEmpty();
        assertThat(records()).hasSize(4);
    }

    @Test
    void a_private_zone_that_was_made_for_it_is_swept_with_its_records_whatever_is_planned() {
        String zone = account.world.route53().standing("example.internal", COMMENT, Map.of(), AuditedAccount.VPC);
        name(zone, "demo.milvus.example.internal", MINE);

        assertThat(account.audited()).first().asString().contains("private zone " + zone);
        assertThat(account.added()).containsExactly("route53:hostedzone/" + users);
    }

    @Test
    void a_private_zone_with_others_records_is_left_to_them_without_ours() {
        String zone = account.world.route53().standing("example.internal", COMMENT, Map.of(), AuditedAccount.VPC);
        name(zone, "demo.milvus.example.internal", MINE);
        account.world.route53().write(zone, RRType.A, "db.example.internal", "10.0.0.3");

        assertThat(account.audited()).isNotEmpty();
        assertThat(records()).containsExactly("route53:recordset/%s/db.example.internal./A".formatted(zone));
        account.leavesAndSays("Private zone example.internal. (%s)".formatted(zone), "db.example.internal.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Names of Milvus in eu-west-1, made by Redkite (redkite:environment=demo)", "mine"})
    void a_private_zone_of_another_region_s_or_of_somebody_s_is_none_of_ours(String comment) {
        account.world.route53().standing("example.internal", comment, Map.of(), AuditedAccount.VPC);

        assertThat(account.audited()).isEmpty();
    }
}
