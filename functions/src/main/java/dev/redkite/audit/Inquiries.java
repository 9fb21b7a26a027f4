package dev.redkite.audit;

import dev.redkite.platform.Platform;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** All inquiries that there are, in the order in which what they find can go. */
final class Inquiries {

    private Inquiries() {}

    static List<Inquiry> all(Platform platform) {
        TaggedArns tagged = new TaggedArns(platform.aws(ResourceGroupsTaggingApiClient.class));
        List<Inquiry> known = List.of(
                new EksClusters(platform.aws(EksClient.class)),
                clusterLeftovers(platform),
                new KafkaClusters(platform.aws(KafkaClient.class)),
                new Secrets(platform.aws(SecretsManagerClient.class), tagged),
                new Keys(platform.aws(KmsClient.class), tagged),
                new Buckets(platform.aws(S3Client.class)),
                new Roles(platform.aws(IamClient.class)),
                new OidcProviders(platform.aws(IamClient.class)),
                SecurityGroups.tagged(platform.aws(Ec2Client.class)),
                new Networks(platform.aws(Ec2Client.class)),
                new Schedules(platform.aws(SchedulerClient.class), platform.deployment().scheduling().group()));
        Set<String> decided = known.stream().flatMap(inquiry -> inquiry.types().stream()).collect(Collectors.toSet());
        return Stream.concat(known.stream(), Stream.of(new OtherResources(tagged, decided))).toList();
    }

    /** What bears the cluster's name. */
    static Inquiry clusterLeftovers(Platform platform) {
        Ec2Client ec2 = platform.aws(Ec2Client.class);
        ElasticLoadBalancingV2Client loadBalancing = platform.aws(ElasticLoadBalancingV2Client.class);
        return new ClusterLeftovers(platform.aws(EksClient.class), List.of(
                new LoadBalancers(loadBalancing),
                new TargetGroups(loadBalancing),
                new Instances(ec2),
                new NetworkInterfaces(ec2),
                SecurityGroups.ofCluster(ec2),
                new Volumes(ec2),
                new LaunchTemplates(ec2),
                new LogGroups(platform.aws(CloudWatchLogsClient.class), platform.time())));
    }
}
