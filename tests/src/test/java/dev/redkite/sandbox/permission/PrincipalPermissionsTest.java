package dev.redkite.sandbox.permission;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.platform.Platform;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.platform.Operator;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What a session may do is decided by its role's policies as they count by now, what bounds it, and what stands above the account. */
class PrincipalPermissionsTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/builder";
    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::123456789012:assumed-role/operator/somebody"},\
            "Action":"sts:AssumeRole"}]}""";

    private final World world = new World(new VirtualClock(World.START), "123456789012", "us-west-2", Durations.typical(), Lag.random(3));
    private final Operator operator = Operator.in(world, StandInCharts.only());
    private final IamClient iam = operator.aws(IamClient.class);

    @BeforeEach
    void made() {
        world.iam().policies().standing(BOUNDARY, document("Allow", "kms:*"));
    }

    private static String document(String effect, String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}]}".formatted(effect, action);
    }

    private void role(String boundaryOrNull, String policy) {
        iam.createRole(request -> request.roleName("builder").assumeRolePolicyDocument(TRUST).permissionsBoundary(boundaryOrNull));
        world.clock().advance(Duration.ofMinutes(1));
        iam.putRolePolicy(request -> request.roleName("builder").policyName("own").policyDocument(policy));
    }

    private Platform session() {
        Credentials taken = operator.aws(StsClient.class).assumeRole(request -> request.roleArn(ROLE).roleSessionName("trial")).credentials();
        return operator.as(AwsSessionCredentials.create(taken.accessKeyId(), taken.secretAccessKey(), taken.sessionToken()));
    }

    @Test
    void a_policy_counts_some_seconds_after_it_was_put() {
        role(null, document("Allow", "ec2:DescribeVpcs"));
        Platform session = session();

        assertThatThrownBy(() -> session.aws(Ec2Client.class).describeVpcs())
                .hasMessageContaining("User: arn:aws:sts::123456789012:assumed-role/builder/trial is not authorized to perform: ec2:DescribeVpcs on resource: *")
                .hasMessageContaining("no identity-based policy allows");
        world.clock().advance(Duration.ofSeconds(20));
        assertThatCode(() -> session.aws(Ec2Client.class).describeVpcs()).doesNotThrowAnyException();
    }

    @Test
    void what_the_boundary_does_not_allow_no_policy_does() {
        role(BOUNDARY, document("Allow", "*"));
        world.clock().advance(Duration.ofSeconds(20));

        assertThatCode(() -> session().aws(KmsClient.class).listAliases()).doesNotThrowAnyException();
        assertThatThrownBy(() -> session().aws(Ec2Client.class).describeVpcs()).hasMessageContaining("no permissions boundary allows the ec2:DescribeVpcs action");
    }

    @Test
    void what_the_organization_denies_nobody_may() {
        role(null, document("Allow", "*"));
        world.clock().advance(Duration.ofSeconds(20));
        world.iam().policies().organizationSays(document("Deny", "kms:ListAliases"));

        assertThatThrownBy(() -> session().aws(KmsClient.class).listAliases()).hasMessageContaining("with an explicit deny in a service control policy");
    }

    @Test
    void a_session_outlives_its_role_without_rights_and_ends_after_an_hour() {
        role(null, document("Allow", "*"));
        world.clock().advance(Duration.ofSeconds(20));
        Platform session = session();
        iam.deleteRolePolicy(request -> request.roleName("builder").policyName("own"));
        iam.deleteRole(request -> request.roleName("builder"));

        assertThatThrownBy(() -> session.aws(KmsClient.class).listAliases()).hasMessageContaining("not authorized");
        world.clock().advance(Duration.ofHours(1));
        assertThatThrownBy(() -> session.aws(KmsClient.class).listAliases()).hasMessageContaining("expired");
    }

    @Test
    void an_attached_policy_of_the_accounts_own_counts_too() {
        role(null, document("Allow", "ec2:DescribeVpcs"));
        iam.attachRolePolicy(request -> request.roleName("builder").policyArn(BOUNDARY));
        world.clock().advance(Duration.ofSeconds(20));

        assertThatCode(() -> session().aws(KmsClient.class).listAliases()).doesNotThrowAnyException();
    }

    @Test
    void a_role_that_trusts_the_account_is_open_to_those_whose_own_policies_let_them() {
        Operator reader = Operator.in(world, StandInCharts.only(), document("Allow", "ec2:*"));
        world.iam().standing("open", TRUST.replace("arn:aws:sts::123456789012:assumed-role/operator/somebody", "arn:aws:iam::123456789012:root"));

        assertThatThrownBy(() -> reader.aws(StsClient.class).assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/open").roleSessionName("trial")))
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole");
    }
}
