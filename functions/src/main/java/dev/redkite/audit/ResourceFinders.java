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
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** All finders that there are, in the order in which what they find can go. */
final class ResourceFinders {

    private ResourceFinders() {}

    static List<ResourceFinder> all(Platform platform) {
        TaggedArns tagged = new TaggedArns(platform.aws(ResourceGroupsTaggingApiClient.class));
        List<ResourceFinder> known = List.of(
                new EksClusterFinder(platform.aws(EksClient.class)),
                clusterLeftovers(platform),
                new KafkaClusterFinder(platform.aws(KafkaClient.class)),
                new SecretFinder(platform.aws(SecretsManagerClient.class), tagged),
                new KeyFinder(platform.aws(KmsClient.class), tagged),
                new DomainFinder(platform.aws(Route53Client.class)),
                new BucketFinder(platform.aws(S3Client.class)),
                new RoleFinder(platform.aws(IamClient.class)),
                new OidcProviderFinder(platform.aws(IamClient.class)),
                SecurityGroupFinder.tagged(platform.aws(Ec2Client.class)),
                new NetworkFinder(platform.aws(Ec2Client.class)),
                new ScheduleFinder(platform.aws(SchedulerClient.class), platform.deployment().scheduling().group()));
        Set<String> decided = known.stream().flatMap(finder -> finder.types().stream()).collect(Collectors.toSet());
        return Stream.concat(known.stream(), Stream.of(new OtherResourceFinder(tagged, decided))).toList();
    }

    /** What bears the cluster's name. */
    static ResourceFinder clusterLeftovers(Platform platform) {
        Ec2Client ec2 = platform.aws(Ec2Client.class);
        ElasticLoadBalancingV2Client loadBalancing = platform.aws(ElasticLoadBalancingV2Client.class);
        return new ClusterLeftovers(platform.aws(EksClient.class), List.of(
                new LoadBalancerFinder(loadBalancing),
                new TargetGroupFinder(loadBalancing),
                new InstanceFinder(ec2),
                new NetworkInterfaceFinder(ec2),
                SecurityGroupFinder.ofCluster(ec2),
                new VolumeFinder(ec2),
                new LaunchTemplateFinder(ec2),
                new LogGroupFinder(platform.aws(CloudWatchLogsClient.class), platform.time())));
    }
}
