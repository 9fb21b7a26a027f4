package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.CompanyCertificates;
import dev.redkite.deployment.Deployment;
import dev.redkite.environment.AccountSnapshot;
import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.environment.SpecificationReader;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.aws.acm.StoredCertificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.iam.IamClient;

/** What is known of a certificate at the door. */
class ServerCertificatesTest {

    private static final String ID = "12345678-1234-1234-1234-123456789012";

    private final World world = World.standing();
    private final String arn = world.fake(FakeAcmClient.class).standing(ID, "*.milvus.example.com", "*.attu.example.com");
    private final ServerCertificates certificates = new ServerCertificates(() -> world.client(AcmClient.class), () -> world.client(IamClient.class),
            Deployment.of(Map.of("REDKITE_ACCOUNT", "123456789012", "AWS_REGION", "us-west-2")), world.clock());

    private AccountSnapshot.Certificates shown(String member, String shown) {
        EnvironmentSpec specification = SpecificationReader.read(Json.parse("{\"name\":\"demo\",\"%s\":{\"certificateArn\":\"%s\"}}".formatted(member, shown)))
                .specification().orElseThrow();
        return certificates.of(specification);
    }

    private AccountSnapshot.Certificate milvus(String shown) {
        return shown("exposure", shown).milvus();
    }

    private AccountSnapshot.Certificate changed(UnaryOperator<StoredCertificate> change) {
        world.fake(FakeAcmClient.class).change(arn, change);
        return milvus(arn);
    }

    @Test
    void an_issued_one_has_nothing_against_it_and_its_hosts_are_known() {
        assertThat(milvus(arn)).isEqualTo(new AccountSnapshot.Certificate(List.of(), List.of("*.milvus.example.com", "*.attu.example.com"), List.of()));
        assertThat(shown("attu", arn)).isEqualTo(new AccountSnapshot.Certificates(AccountSnapshot.Certificate.NONE, milvus(arn)));
    }

    @Test
    void nobody_is_asked_where_none_is_wanted() {
        certificates.of(SpecificationReader.read(Json.parse("{\"name\":\"demo\"}")).specification().orElseThrow());

        assertThat(world.calls()).isEmpty();
    }

    @Test
    void one_that_is_not_there_is_refused() {
        assertThat(milvus("arn:aws:acm:us-west-2:123456789012:certificate/00000000-1234-1234-1234-123456789012").against())
                .containsExactly("there is no such certificate");
        assertThat(milvus("arn:aws:iam::123456789012:server-certificate/none").against()).containsExactly("there is no such certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012, 'it is in eu-west-1, and the load balancer in us-west-2'",
        "arn:aws:acm:us-west-2:999999999999:certificate/12345678-1234-1234-1234-123456789012, 'it is in account 999999999999, and the load balancer in 123456789012'",
        "arn:aws-cn:acm:cn-north-1:123456789012:certificate/12345678-1234-1234-1234-123456789012, 'it is in the partition aws-cn, and the load balancer in aws'",
        "arn:aws:iam::999999999999:server-certificate/a, 'it is in account 999999999999, and the load balancer in 123456789012'"})
    void one_of_elsewhere_is_refused_without_a_call(String elsewhere, String against) {
        assertThat(milvus(elsewhere).against()).containsExactly(against);
        assertThat(world.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING_VALIDATION", "VALIDATION_TIMED_OUT", "FAILED", "REVOKED", "INACTIVE"})
    void one_that_is_not_issued_is_refused(String status) {
        assertThat(changed(found -> found.with(CertificateStatus.fromValue(status))).against()).containsExactly("it is %s, not ISSUED".formatted(status));
    }

    @Test
    void one_that_has_ended_or_not_begun_is_refused_with_the_day() {
        assertThat(changed(found -> found.counting(World.START.minus(Duration.ofDays(400)), World.START)).against())
                .containsExactly("it is EXPIRED, not ISSUED", "it ended on 2026-11-24");
        assertThat(changed(found -> found.counting(World.START.plus(Duration.ofDays(2)), World.START.plus(Duration.ofDays(9)))).against())
                .containsExactly("it begins on 2026-11-26");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA_2048", "RSA_3072", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"})
    void keys_that_every_load_balancer_takes_are_taken(String key) {
        assertThat(changed(found -> found.withKey(key)).against()).isEmpty();
    }

    @Test
    void a_key_that_load_balancers_for_networks_do_not_take_is_refused_for_milvus_and_taken_for_attu() {
        assertThat(changed(found -> found.withKey("RSA_4096")).against()).singleElement().asString().startsWith("its key is RSA_4096");
        assertThat(shown("attu", arn).attu().against()).isEmpty();
    }

    @Test
    void all_that_stands_against_one_is_found() {
        assertThat(changed(found -> found.with(CertificateStatus.REVOKED).withKey("RSA_4096").of()).against()).hasSize(3)
                .contains("it names no host");
    }

    @Test
    void one_of_a_private_authority_asks_something_of_clients_and_an_imported_one_ends() {
        assertThat(changed(found -> found.with(CertificateType.PRIVATE)).warnings()).singleElement().asString().contains(arn, "server_pem_path");
        assertThat(changed(found -> found.with(CertificateType.IMPORTED)).warnings())
                .containsExactly(arn + " ends on 2027-09-20, and ACM renews no imported one: import it anew before.");
    }

    @Test
    void one_that_was_uploaded_to_iam_is_read_itself() {
        String uploaded = world.iam().serverCertificates().upload("/company/", "milvus", CompanyCertificates.pem("ecdsa-p256"));

        assertThat(milvus(uploaded)).isEqualTo(new AccountSnapshot.Certificate(List.of(), List.of("demo.milvus.example.com", "*.attu.example.com"),
                List.of(uploaded + " ends on 2099-12-31, and IAM renews none: name another before.")));
    }

    @Test
    void one_of_iam_s_is_judged_by_its_key_too_and_found_below_its_own_path_only() {
        String uploaded = world.iam().serverCertificates().upload("/", "milvus", CompanyCertificates.pem("rsa-4096"));

        assertThat(milvus(uploaded).against()).singleElement().asString().startsWith("its key is RSA_4096");
        assertThat(milvus("arn:aws:iam::123456789012:server-certificate/company/milvus").against()).containsExactly("there is no such certificate");
    }

    @Test
    void what_is_no_certificate_is_said_to_be_none() {
        assertThat(ServerCertificate.parsed("nonsense").against()).singleElement().asString().startsWith("it cannot be read: ");
    }
}
