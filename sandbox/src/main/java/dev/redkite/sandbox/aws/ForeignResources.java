package dev.redkite.sandbox.aws;

import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.ec2.Tags;
import dev.redkite.sandbox.aws.route53.FakeRoute53Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;

/**
 * What others have in the account, of every kind that Redkite lists: plain, tagged as another environment's of Redkite,
 * under a name that begins as one of ours does, out of our role's reach, and coming and going while we look. All of it
 * must be there unchanged whatever Redkite does. Its ids are counted apart, so ours are the same with and without it.
 */
public final class ForeignResources {

    private static final String VPC = "vpc-0a1a0000000000001";
    private static final List<String> SUBNETS = List.of("subnet-0a1a0000000000011", "subnet-0a1b0000000000012", "subnet-0a1c0000000000013");

    /** Somebody who makes things with tags of their own. */
    private static final Map<String, String> COMPANY = Map.of("team", "payments", "Name", "orders");

    /** Another environment of Redkite's, of which this sandbox's registry knows nothing. */
    private static final Map<String, String> NEIGHBOR = Map.of("redkite:environment", "neighbor", "redkite:generation", "1");

    private final World world;

    private ForeignResources(World world) {
        this.world = world;
    }

    /** Makes them; nobody has noticed a call. */
    public static void into(World world) {
        ForeignResources foreign = new ForeignResources(world);
        world.place().identifiers().apart(() -> world.ec2().longSince(foreign::make));
        world.standingServices().map(FakeService::changes).forEach(Changes::note);
    }

    /** What stands, by kind and name, with its tags and, in a member of its own, all else that is known of it. */
    public static Map<String, Map<String, String>> seen(World world) {
        Map<String, Map<String, String>> seen = new TreeMap<>();
        world.standingResources().forEach(thing -> {
            Map<String, String> whole = new TreeMap<>(thing.tags());
            whole.put("(content)", thing.content().get());
            seen.put(thing.name(), whole);
        });
        return seen;
    }

    /** What is gone or has changed since it was {@link #seen}: a sentence each. */
    public static List<String> differences(Map<String, Map<String, String>> before, World world) {
        Map<String, Map<String, String>> now = seen(world);
        return new TreeMap<>(before).entrySet().stream()
                .flatMap(thing -> now.containsKey(thing.getKey())
                        ? changed(thing.getValue(), now.get(thing.getKey())).map(change -> "somebody else's %s: %s".formatted(thing.getKey(), change))
                        : Stream.of("somebody else's %s is gone".formatted(thing.getKey())))
                .toList();
    }

    private static Stream<String> changed(Map<String, String> before, Map<String, String> now) {
        return Stream.concat(before.keySet().stream(), now.keySet().stream()).distinct().sorted()
                .filter(member -> !Objects.equals(before.get(member), now.get(member)))
                .map(member -> "%s was %s and is %s".formatted(member, before.get(member), now.get(member)));
    }

    private void make() {
        identities();
        keysAndSecrets();
        network();
        clusters();
        kafka();
        loadBalancing();
        logs();
        storageAndSchedules();
        names();
        certificates();
    }

    /** Zones of the company's, one of them known in the VPC of the subnets that events adopt, with names like ours in it. */
    private void names() {
        FakeRoute53Client route53 = world.route53();
        String open = route53.standing("example.com", "theirs", COMPANY);
        route53.write(open, RRType.A, "www.example.com", "203.0.113.7");
        route53.write(open, RRType.A, "milvus.example.com", "203.0.113.8");
        route53.write(open, RRType.TXT, "demo.milvus.example.com.example.com", "\"theirs\"");
        route53.write(open, RRType.CNAME, "neighbor.milvus.example.com", "neighbor-g4-milvus.elb.amazonaws.com");
        route53.write(open, RRType.TXT, "_redkite.neighbor.milvus.example.com",
                "\"redkite:environment=neighbor,redkite:region=%s\"".formatted(world.region()));
        String inside = route53.standing("corp.internal", null, COMPANY, VPC);
        route53.write(inside, RRType.A, "demo.corp.internal", "10.0.0.9");
        route53.standing("example.internal", "Names of Milvus in %s, made by Redkite (redkite:environment=neighbor)".formatted(world.region()),
                NEIGHBOR, "vpc-0f1a0000000000009");
    }

    /** For names in a zone of the company's, of environments and others. */
    private void certificates() {
        world.fake(FakeAcmClient.class).standing("0a1c0000-0000-4000-8000-000000000001", "*.milvus.example.com", "*.attu.example.com");
        world.fake(FakeAcmClient.class).standing("0a1c0000-0000-4000-8000-000000000002", "example.com", "*.example.com");
    }

    private void identities() {
        Stream.of("token.actions.githubusercontent.com", "app.terraform.io",
                        "oidc.eks.%s.%s/id/%032X".formatted(elsewhere(), suffix(), 0xF000_0000_0001L),
                        "oidc.eks.%s.%s/id/%032X".formatted(world.region(), suffix(), 0xF000_0000_0002L))
                .forEach(host -> world.iam().createOpenIDConnectProvider(request -> request
                        .url("https://" + host).clientIDList("sts.amazonaws.com")));
        world.iam().othersComeAndGo();
        world.iam().createRole(request -> request.roleName("deployment").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}"""));
    }

    private String suffix() {
        return world.place().partition().dnsSuffix();
    }

    /** Another region of the partition: there is no account in two of these. */
    private String elsewhere() {
        String partition = world.place().partition().id();
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion() && region.metadata() != null)
                .filter(region -> region.metadata().partition().id().equals(partition))
                .map(Region::id).filter(region -> !region.equals(world.region()))
                .sorted().findFirst().orElse(world.region());
    }

    private void keysAndSecrets() {
        world.kms().standing("alias/payments");
        world.kms().keepsOut("alias/audit");
        world.kms().keepsOut(null);
        world.kms().standing(null);
        world.secretsManager().standing("payments/database", "theirs", null);
        world.secretsManager().standing("AmazonMSK_orders", "theirs", null);
    }

    private void network() {
        FakeEc2Client ec2 = world.ec2();
        ec2.addSecurityGroup(VPC, "payments", "theirs", COMPANY);
        ec2.addSecurityGroup(VPC, "redkite-neighbor-brokers", "theirs", NEIGHBOR);
        ec2.allocateAddress(request -> {});
        ec2.addLaunchTemplate("payments", COMPANY);
        ec2.addLaunchTemplate("redkite-neighbor-milvus", NEIGHBOR);
        ec2.addLaunchTemplate("redkite-demo-milvus-archive", COMPANY);
        Stream.of(COMPANY, NEIGHBOR).map(tags -> ec2.createVolume(request -> request
                        .availabilityZone(world.region() + "a").size(8).volumeType("gp3")
                        .tagSpecifications(volume -> volume.resourceType(ResourceType.VOLUME).tags(Tags.list(tags)))))
                .forEach(volume -> ec2.addSnapshot(volume.volumeId(), COMPANY));
    }

    private void clusters() {
        world.eks().standing("shop", SUBNETS, COMPANY);
        world.eks().standing("redkite-neighbor", SUBNETS, NEIGHBOR);
    }

    private void kafka() {
        world.kafka().createConfiguration(request -> request.name("orders").description("theirs")
                .serverProperties(SdkBytes.fromUtf8String("auto.create.topics.enable=true\n")));
        String group = world.ec2().addSecurityGroup(VPC, "orders-brokers", "theirs", COMPANY);
        Stream.of("orders", "redkite-demo-orders").forEach(name ->
                world.kafka().createClusterV2(request -> request.clusterName(name).tags(COMPANY)
                        .provisioned(provisioned -> provisioned.kafkaVersion("3.9.x").numberOfBrokerNodes(2)
                                .brokerNodeGroupInfo(nodes -> nodes.instanceType("kafka.m7g.large").clientSubnets(brokerSubnets())
                                        .securityGroups(group).storageInfo(storage -> storage.ebsStorageInfo(disk -> disk.volumeSize(10)))))));
    }

    /** Two of theirs that stand where MSK takes brokers: in us-east-1 every account has one zone where it takes none. */
    private List<String> brokerSubnets() {
        return world.ec2().describeSubnets(request -> request.subnetIds(SUBNETS)).subnets().stream()
                .filter(subnet -> !subnet.availabilityZoneId().equals("use1-az3"))
                .map(Subnet::subnetId).limit(2).toList();
    }

    private void loadBalancing() {
        world.elasticLoadBalancing().standing("payments", VPC, COMPANY);
        world.elasticLoadBalancing().standing("k8s-shop", VPC, Map.of("elbv2.k8s.aws/cluster", "shop"));
        world.elasticLoadBalancing().standing("neighbor-g4-milvus", VPC, NEIGHBOR);
        world.elasticLoadBalancing().othersComeAndGo();
    }

    private void logs() {
        world.logs().standing("/aws/lambda/payments", COMPANY);
        world.logs().standing("/aws/eks/shop/cluster", Map.of());
        world.logs().standing("/aws/eks/redkite-demo/cluster-archive", COMPANY);
        world.logs().standing("/aws/eks/redkite-neighbor/cluster", NEIGHBOR);
        world.logs().othersComeAndGo();
    }

    private void storageAndSchedules() {
        CreateBucketRequest.Builder bucket = CreateBucketRequest.builder().bucket("payments-%s".formatted(world.account()));
        // us-east-1 is the one region that is no constraint (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html).
        if (!world.region().equals("us-east-1")) {
            bucket.createBucketConfiguration(made -> made.locationConstraint(world.region()));
        }
        world.s3().createBucket(bucket.build());
        world.iam().standing("nightly-report", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""");
        world.scheduler().createSchedule(request -> request.name("nightly-report").scheduleExpression("rate(1 day)")
                .startDate(Instant.parse("2099-01-01T00:00:00Z")).state(ScheduleState.DISABLED)
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .target(target -> target.arn(world.place().sharedArn("scheduler", "aws-sdk:sfn:startExecution"))
                        .roleArn(world.place().globalArn("iam", "role/nightly-report"))
                        .input("{\"StateMachineArn\":\"%s\"}".formatted(world.place().arn("states", "stateMachine:report")))));
    }
}
