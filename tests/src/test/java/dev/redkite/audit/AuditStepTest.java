package dev.redkite.audit;

import static dev.redkite.audit.AuditedAccount.BUCKET;
import static dev.redkite.audit.AuditedAccount.OURS;
import static dev.redkite.audit.AuditedAccount.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Plan;
import dev.redkite.failure.StageBroken;
import dev.redkite.network.Ec2Tags;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Every kind that can be left is planted and swept, and what is somebody else's is said. */
class AuditStepTest {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
            "Action":"sts:AssumeRole"}]}""";

    private final AuditedAccount account = new AuditedAccount();
    private final IamClient iam = account.world.client(IamClient.class);
    private final KmsClient kms = account.world.client(KmsClient.class);

    private static TagSpecification tagged(ResourceType type) {
        return TagSpecification.builder().resourceType(type).tags(Ec2Tags.list(OURS)).build();
    }

    @Test
    void says_how_much_it_asked_about_when_nothing_is_left() {
        AuditFacts facts = account.facts(wanted(true));

        assertThat(facts.leftovers()).isZero();
        assertThat(facts.audited()).isBetween(40, 60);
        assertThat(facts.untouched()).isEmpty();
        assertThat(facts.retained()).isEmpty();
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void a_whole_network_goes_in_whatever_order_ec2_allows() {
        String vpc = account.ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")
                        .tagSpecifications(tagged(ResourceType.VPC)))
                .vpc().vpcId();
        account.visible();
        String subnet = account.ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24")
                .availabilityZone("us-west-2a").tagSpecifications(tagged(ResourceType.SUBNET))).subnet().subnetId();
        String gateway = account.ec2.createInternetGateway(request -> request
                        .tagSpecifications(tagged(ResourceType.INTERNET_GATEWAY)))
                .internetGateway().internetGatewayId();
        String table = account.ec2.createRouteTable(request -> request.vpcId(vpc)
                        .tagSpecifications(tagged(ResourceType.ROUTE_TABLE)))
                .routeTable().routeTableId();
        String address = account.ec2.allocateAddress(request -> request.domain("vpc")
                        .tagSpecifications(tagged(ResourceType.ELASTIC_IP)))
                .allocationId();
        account.visible();
        account.ec2.attachInternetGateway(request -> request.vpcId(vpc).internetGatewayId(gateway));
        account.ec2.associateRouteTable(request -> request.routeTableId(table).subnetId(subnet));
        account.ec2.createNatGateway(request -> request.subnetId(subnet).allocationId(address)
                .tagSpecifications(tagged(ResourceType.NATGATEWAY)));
        account.ec2.createVpcEndpoint(request -> request.vpcId(vpc).serviceName("com.amazonaws.us-west-2.s3")
                .vpcEndpointType("Gateway").routeTableIds(table)
                .tagSpecifications(tagged(ResourceType.VPC_ENDPOINT)));
        account.world.ec2().addSecurityGroup(vpc, "redkite-demo-brokers", "brokers", OURS);
        account.world.clock().advance(Duration.ofMinutes(5));

        account.sweepsAll();

        assertThat(account.world.calls()).as("an endpoint that is going, or shown as gone, is not deleted once more")
                .filteredOn(call -> call.toString().equals("Ec2:DeleteVpcEndpoints")).hasSize(1);
    }

    @Test
    void while_something_is_left_the_reason_names_all_of_it() {
        String first = account.securityGroup("one", OURS);
        String second = account.world.ec2().addNetworkInterface(
                AuditedAccount.SUBNET, List.of(first), "Amazon EKS redkite-demo", "amazon-eks", Map.of());
        account.visible();

        assertThat(account.audit.run(wanted(true))).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).startsWith("still there: ").contains(first, "dependent object", second, "in-use"));
    }

    @Test
    void roles_go_with_their_policies_and_out_of_their_instance_profiles() {
        for (RolePurpose purpose : RolePurpose.values()) {
            String name = wanted(true).names().role(purpose);
            iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(TRUST)
                    .tags(tag -> tag.key("redkite:environment").value("demo")));
        }
        String node = wanted(true).names().role(RolePurpose.NODE);
        iam.attachRolePolicy(request -> request.roleName(node).policyArn("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"));
        account.world.iam().addInstanceProfile("eks-1", "arn:aws:iam::123456789012:role/" + node, Map.of());

        account.sweepsAll();
    }

    @Test
    void somebody_else_s_role_of_our_name_stays_and_is_said() {
        iam.createRole(request -> request.roleName("redkite-demo-us-west-2-milvus").assumeRolePolicyDocument(TRUST));

        account.leavesAndSays("IAM role redkite-demo-us-west-2-milvus");
    }

    @Test
    void what_goes_while_it_is_asked_about_is_looked_at_again() {
        account.world.refuses("Ec2:DescribeSnapshots", Errors.of("Ec2", 400, "InvalidSnapshot.NotFound", "it does not exist"));
        assertThat(account.audit.run(wanted(true)).toString()).contains("went while it was looked at", "it does not exist");

        account.world.acceptsAgain("Ec2:DescribeSnapshots");
        assertThat(account.audited()).isEmpty();
    }

    @Test
    void an_identity_provider_goes_by_its_tag_alone() {
        iam.createOpenIDConnectProvider(request -> request.url("https://oidc.eks.us-west-2.amazonaws.com/id/THEIRS")
                .clientIDList("sts.amazonaws.com"));
        iam.createOpenIDConnectProvider(request -> request.url("https://oidc.eks.us-west-2.amazonaws.com/id/OURS")
                .clientIDList("sts.amazonaws.com").tags(tag -> tag.key("redkite:environment").value("demo")));

        account.audited();

        assertThat(account.added()).singleElement().asString().endsWith("/THEIRS");
    }

    @Test
    void the_kafka_configuration_goes_and_another_s_of_our_name_is_said() {
        KafkaClient kafka = account.world.client(KafkaClient.class);
        kafka.createConfiguration(request -> request.name("redkite-demo").description("Brokers (redkite:environment=demo)")
                .serverProperties(SdkBytes.fromUtf8String("auto.create.topics.enable=true\n")));
        account.sweepsAll();

        kafka.createConfiguration(request -> request.name("redkite-demo").description("mine, redkite:environment=demo2")
                .serverProperties(SdkBytes.fromUtf8String("auto.create.topics.enable=true\n")));
        account.leavesAndSays("MSK configuration redkite-demo");
    }

    @Test
    void somebody_else_s_kafka_cluster_of_our_name_is_said() {
        account.world.kafka().standing("redkite-demo");

        account.leavesAndSays("MSK cluster redkite-demo");
    }

    @Test
    void secrets_and_keys_of_earlier_generations_go_too() {
        Stream.of("3", "7").forEach(generation -> {
            String key = key();
            kms.createAlias(request -> request.aliasName("alias/redkite-demo-g" + generation).targetKeyId(key));
            account.world.client(SecretsManagerClient.class).createSecret(request -> request
                    .name("AmazonMSK_redkite-demo-g" + generation).secretString("{}").kmsKeyId(key)
                    .clientRequestToken("a token that is long enough, of generation " + generation)
                    .tags(tag -> tag.key("redkite:environment").value("demo")));
        });
        account.visible();

        account.sweepsAll();
    }

    private String key() {
        return kms.createKey(request -> request.tags(tag -> tag.tagKey("redkite:environment").tagValue("demo")))
                .keyMetadata().keyId();
    }

    @Test
    void a_key_without_its_alias_is_found_by_its_tag_and_one_that_awaits_deletion_is_no_leftover() {
        key();
        account.visible();

        account.sweepsAll();

        assertThat(account.world.kms().awaitingDeletion()).hasSize(1);
        assertThat(account.facts(wanted(true)).leftovers()).isZero();
    }

    @Test
    void somebody_else_s_key_under_our_alias_is_said() {
        account.world.kms().standing("alias/redkite-demo-g2");

        account.leavesAndSays("alias/redkite-demo-g2");
    }

    @Test
    void somebody_else_s_secret_of_our_name_is_said() {
        account.world.secretsManager().standing("AmazonMSK_redkite-demo-g1", "{}", null);

        account.leavesAndSays("Secret AmazonMSK_redkite-demo-g1");
    }

    @Test
    void the_bucket_goes_with_all_that_is_in_it_only_when_data_goes() {
        bucket("demo");
        account.world.s3().write(BUCKET, "demo/g1/a", 10);

        assertThat(account.facts(wanted(false)).retained())
                .containsExactly("bucket " + BUCKET + " with all data, kept because removeData is false");
        account.sweepsAll();
    }

    private void bucket(String environment) {
        S3Client s3 = account.world.client(S3Client.class);
        s3.createBucket(request -> request.bucket(BUCKET)
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));
        s3.putBucketTagging(request -> request.bucket(BUCKET).tagging(tagging -> tagging.tagSet(
                tag -> tag.key("redkite:environment").value(environment))));
    }

    @Test
    void another_environment_s_bucket_of_our_name_is_said() {
        bucket("other");

        account.leavesAndSays("Bucket " + BUCKET);
    }

    @Test
    void an_adopted_bucket_is_the_user_s() {
        account.world.s3().standing("mine");

        assertThat(account.facts(wanted(true, new Plan.Storage("mine", true, "demo/g1", null))).retained())
                .containsExactly("bucket mine, which is yours");
    }

    @Test
    void a_node_that_outlived_its_group_fails_the_audit_with_the_next_move() {
        String id = account.instance(Map.of("kubernetes.io/cluster/redkite-demo", "owned"));

        assertThatThrownBy(() -> account.audit.run(wanted(true))).isInstanceOf(StageBroken.class)
                .hasMessageContaining("instance " + id).hasMessageContaining("running")
                .hasMessageContaining("Next: terminate it (aws ec2 terminate-instances --region us-west-2 --instance-ids i-");
        account.world.ec2().shutDown(id);
        assertThat(account.audit.run(wanted(true))).isInstanceOf(Pending.class);
        account.world.ec2().terminate(id);
        assertThat(account.audit.run(wanted(true))).isInstanceOf(Done.class);
    }

    /** Nothing of a classic load balancer's, which somebody's own Service had. */
    @Test
    void a_security_group_that_only_a_tag_s_key_makes_the_cluster_s_is_left_to_people() {
        String id = account.securityGroup("k8s-elb-a1", Map.of("kubernetes.io/cluster/redkite-demo", "owned"));

        assertThat(account.swept()).isEmpty();
        assertThatThrownBy(() -> account.audit.run(wanted(true))).isInstanceOf(StageBroken.class)
                .hasMessageContaining("security group " + id).hasMessageContaining("Next: delete it (aws ec2 delete-security-group --region us-west-2 --group-id " + id + "), then redrive the execution.");
        account.ec2.deleteSecurityGroup(request -> request.groupId(id));
        account.visible();
        assertThat(account.audit.run(wanted(true))).isInstanceOf(Done.class);
    }

    @Test
    void what_is_stuck_is_not_said_before_what_can_go_has_gone() {
        String id = account.instance(Map.of("kubernetes.io/cluster/redkite-demo", "owned"));
        String group = account.securityGroup("one", OURS);

        assertThat(account.audit.run(wanted(true))).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains(id, group));
        assertThatThrownBy(() -> account.audit.run(wanted(true))).isInstanceOf(StageBroken.class)
                .hasMessageContaining(id).hasMessageNotContaining(group);
    }

    @Test
    void what_carries_our_tag_and_no_finder_knows_keeps_the_audit_pending() {
        String group = account.securityGroup("one", OURS);
        TaggedArns tagged = new TaggedArns(account.world.client(ResourceGroupsTaggingApiClient.class));
        tagged.of(wanted(true));
        account.visible();
        Progress<AuditFacts> unknown = new AuditStep(List.of(new OtherResourceFinder(tagged, Set.of()))).run(wanted(true));

        assertThat(unknown).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains(":security-group/" + group));
        assertThat(new AuditStep(List.of(new OtherResourceFinder(tagged, Set.of("ec2:security-group")))).run(wanted(true)))
                .isInstanceOf(Done.class);
    }

    @Test
    void a_type_is_read_off_an_arn() {
        assertThat(Stream.of("arn:aws:ec2:us-west-2:123456789012:vpc/vpc-1", "arn:aws:s3:::redkite-demo",
                        "arn:aws:secretsmanager:us-west-2:123456789012:secret:AmazonMSK_a-1",
                        "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/net/a/1",
                        "arn:aws:logs:us-west-2:123456789012:log-group:/aws/eks/a/cluster")
                .map(TaggedArns::type))
                .containsExactly("ec2:vpc", "s3", "secretsmanager:secret", "elasticloadbalancing:loadbalancer", "logs:log-group");
    }
}
