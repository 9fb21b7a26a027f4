package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.AccountSnapshot.Certificate;
import dev.redkite.failure.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether clients can take a certificate for Milvus' own. */
class CertificatePlanningTest {

    private static final String ARN = "arn:aws:acm:us-west-2:123456789012:certificate/12345678-1234-1234-1234-123456789012";

    private final Violations violations = new Violations();
    private final List<String> warnings = new ArrayList<>();
    private final CertificatePlanning planning = new CertificatePlanning("$.exposure.certificateArn", violations, warnings);

    private List<String> refusals() {
        return violations.all().stream().map(Violation::toString).toList();
    }

    private void check(String... hosts) {
        planning.check(ARN, new Certificate(List.of(), List.of(hosts), List.of()), true, "demo.milvus.example.com");
    }

    @ParameterizedTest
    @CsvSource({"demo.milvus.example.com", "Demo.Milvus.Example.com", "*.milvus.example.com", "*.MILVUS.example.com"})
    void a_certificate_for_the_name_or_for_all_beside_it_is_taken(String host) {
        check("example.com", host);

        assertThat(refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"example.com", "*.example.com", "*.*.example.com", "milvus.example.com", "*milvus.example.com", "other.milvus.example.com", "*.com"})
    void a_certificate_for_others_is_refused_with_what_it_is_for(String host) {
        check(host);

        assertThat(refusals()).containsExactly("$.exposure.certificateArn: cannot be used: it is for %s, and not for demo.milvus.example.com;"
                .formatted(host) + " name a certificate that is valid for demo.milvus.example.com");
    }

    @Test
    void everything_that_stands_against_it_is_said_in_one_sentence() {
        planning.check(ARN, new Certificate(List.of("it ended on 2026-11-01", "its key is RSA_4096"), List.of("example.com"), List.of()), true,
                "demo.milvus.example.com");

        assertThat(refusals()).singleElement().asString().contains(
                "cannot be used: it ended on 2026-11-01; its key is RSA_4096; it is for example.com, and not for demo.milvus.example.com; name");
    }

    @Test
    void without_a_name_that_stays_it_is_of_no_use() {
        planning.check(ARN, new Certificate(List.of(), List.of("example.com"), List.of()), false, null);

        assertThat(refusals()).singleElement().asString().startsWith("$.exposure.certificateArn: is of no use without a name that stays")
                .contains("say exposure.domain too, or leave this out");
    }

    @Test
    void what_nobody_could_read_is_not_judged() {
        planning.check(ARN, Certificate.NONE, true, "demo.milvus.example.com");

        assertThat(refusals()).isEmpty();
    }

    @Test
    void a_name_that_could_not_be_found_out_is_not_compared() {
        planning.check(ARN, new Certificate(List.of(), List.of("example.com"), List.of()), true, null);

        assertThat(refusals()).isEmpty();
    }

    @Test
    void no_certificate_is_no_violation() {
        planning.check(null, Certificate.NONE, false, null);

        assertThat(refusals()).isEmpty();
    }

    @Test
    void what_people_should_know_of_one_that_both_show_is_said_once() {
        Certificate found = new Certificate(List.of(), List.of("demo.milvus.example.com"), List.of("It ends."));
        planning.check(ARN, found, true, "demo.milvus.example.com");
        planning.check(ARN, found, true, "demo.milvus.example.com");

        assertThat(warnings).containsExactly("It ends.");
    }

    @Test
    void milvus_that_faces_the_internet_with_a_certificate_is_warned_of_no_missing_one() {
        String facing = "{'name':'demo','exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24'],'domain':{'privateZone':'example.internal'}%s}}";

        assertThat(warnings(facing.formatted(""))).anyMatch(each -> each.contains("without TLS"));
        assertThat(warnings(facing.formatted(",'certificateArn':'" + ARN + "'"))).noneMatch(each -> each.contains("TLS"));
        assertThat(warnings(facing.formatted(",'withoutLogin':true,'certificateArn':'" + ARN + "'")))
                .contains("Milvus faces the internet and asks for no login: whoever is in sourceRanges may read and drop everything.");
    }

    private static List<String> warnings(String specification) {
        return Planned.plan(specification.replace('\'', '"'), null).warnings();
    }

    @Test
    void attu_has_two_ports_with_a_certificate_and_room_for_half_as_many_ranges() {
        StringBuilder ranges = new StringBuilder("'10.0.0.0/32'");
        for (int i = 1; i <= 30; i++) {
            ranges.append(",'10.0.0.%d/32'".formatted(i));
        }
        String json = "{'name':'demo','exposure':{'domain':{'privateZone':'example.internal'}},'attu':{'sourceRanges':[%s]%s}}";

        assertThat(Violating.of(json.formatted(ranges, ""))).isEmpty();
        assertThat(Violating.of(json.formatted(ranges, ",'certificateArn':'" + ARN + "'"))).singleElement().asString()
                .startsWith("$.attu.sourceRanges: has 31 ranges, and 30 are the most");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:acm:us-west-2:123456789012:certificate/12345678-1234-1234-1234-123456789012, true",
        "arn:aws-us-gov:acm:us-gov-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012, true",
        "arn:aws:iam::123456789012:server-certificate/company/milvus_1, true",
        "arn:aws:iam::123456789012:role/milvus, false",
        "arn:aws:acm:us-west-2:123456789012:certificate/1, false",
        "arn:aws:iam::123456789012:server-certificate/company/, false",
        "milvus, false"})
    void only_arns_of_server_certificates_are_read(String arn, boolean read) {
        List<String> violations = Violating.of("{'name':'demo','exposure':{'domain':{'privateZone':'example.internal'},'certificateArn':'%s'}}".formatted(arn));

        assertThat(violations.isEmpty()).as(violations.toString()).isEqualTo(read);
    }

    @Test
    void a_comma_which_iam_allows_would_be_two_certificates_to_the_controller() {
        assertThat(Violating.of("{'name':'demo','exposure':{'domain':{'privateZone':'example.internal'},"
                + "'certificateArn':'arn:aws:iam::123456789012:server-certificate/one,two'}}")).hasSize(1);
    }
}
