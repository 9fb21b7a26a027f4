package dev.redkite.sandbox.permission;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** What services know when they ask IAM, and a request does not say: tags of what stands, and what belongs to what. */
final class ConditionContext {

    /** EC2's ids begin with what they are of. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("vpc", "vpc"), Map.entry("subnet", "subnet"), Map.entry("igw", "internet-gateway"),
            Map.entry("eipalloc", "elastic-ip"), Map.entry("nat", "natgateway"), Map.entry("rtb", "route-table"),
            Map.entry("vpce", "vpc-endpoint"), Map.entry("sg", "security-group"), Map.entry("sgr", "security-group-rule"),
            Map.entry("eni", "network-interface"), Map.entry("vol", "volume"), Map.entry("lt", "launch-template"), Map.entry("i", "instance"));

    private final World world;

    ConditionContext(World world) {
        this.world = world;
    }

    /** What operations.json writes behind {@code >}: ARNs, or what ends them. */
    List<String> find(String what, String of) {
        return switch (what) {
            case "type" -> List.of(TYPES.get(of.substring(0, of.indexOf('-'))) + "/" + of);
            case "route table" -> associations(of).map(each -> "route-table/" + each.routeTableId()).toList();
            case "subnet" -> associations(of).map(each -> "subnet/" + each.subnetId()).toList();
            case "entry" -> List.of("role/%s/%s".formatted(of.split(":")[4], of.substring(of.lastIndexOf('/') + 1)));
            case "boundary" -> world.iam().boundary(of).stream().toList();
            case "provider" -> List.of("oidc-provider/" + of.replaceFirst("^https://", ""));
            case "key" -> key(of).toList();
            case "key of secret" -> world.secretsManager().findKey(of).stream().flatMap(this::key).toList();
            case "key of bucket" -> !world.s3().has(of) ? List.of() : world.s3().findKey(of).stream().flatMap(this::key).toList();
            case "secret" -> List.of(secret(of));
            case "normalized" -> List.of(of.toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""));
            case "queue" -> List.of(of.substring(of.lastIndexOf('/') + 1));
            default -> throw new IllegalArgumentException("operations.json asks for the " + what + " of something");
        };
    }

    private Stream<RouteTableAssociation> associations(String id) {
        return world.ec2().describeRouteTables(request -> {}).routeTables().stream()
                .map(RouteTable::associations)
                .flatMap(List::stream)
                .filter(each -> each.routeTableAssociationId().equals(id));
    }

    /** AWS' own keys are open to whoever may use their service. */
    private Stream<String> key(String of) {
        return world.kms().find(of).stream().filter(key -> key.keyManager() == KeyManagerType.CUSTOMER).map(KeyMetadata::arn);
    }

    /** The end of a secret's ARN is chance; of one that is not there it is left open. */
    private String secret(String of) {
        return Errors.unless("ResourceNotFoundException", () -> world.secretsManager().describeSecret(request -> request.secretId(of)).arn())
                .orElse(of.startsWith("arn:") ? of : "secret:" + of + "-??????");
    }

    /** The tags of what stands; empty when nothing of that ARN does. What is yet to be made has none. */
    Optional<Map<String, String>> tags(String arn) {
        String[] parts = arn.split(":", 6);
        String resource = parts[5];
        if (resource.endsWith("/*") && resource.indexOf('/') == resource.length() - 2) {
            return Optional.of(Map.of());
        }
        String[] path = resource.split("[/:]");
        return switch (parts[2]) {
            case "ec2" -> world.ec2().findTags("ec2:" + resource);
            case "eks" -> path[0].equals("access-entry") ? accessEntry(parts, path)
                    : world.eks().findTags("eks:" + resource.replaceFirst("/\\*$", ""));
            case "elasticloadbalancing" -> world.elasticLoadBalancing().findTags(
                    "elasticloadbalancing:%s/%s".formatted(path[0], path[0].equals("targetgroup") ? path[1] : path[2]));
            case "iam" -> world.iam().findTags("iam:" + resource);
            case "kafka" -> world.kafka().findTags("kafka:%s/%s".formatted(path[0], path[1]));
            case "kms" -> path[0].equals("key") ? world.kms().authorizingTags(path[1])
                    : world.kms().findTags("kms:" + resource);
            case "logs" -> world.logs().findTags("logs:" + resource.replaceFirst(":\\*$", ""));
            case "route53" -> world.route53().findTags("route53:" + resource);
            case "secretsmanager" -> world.secretsManager().findTags("secretsmanager:secret/" + path[1].replaceFirst("-.{6}$", ""));
            default -> throw new IllegalArgumentException("the sandbox knows no tags of " + arn);
        };
    }

    /** What a resource's own policy says; nothing where its kind has none. */
    ResourcePolicy policyOf(String arn) {
        return switch (arn.split(":").length < 6 ? "" : arn.split(":")[2]) {
            case "s3" -> world.s3().policyOf(arn);
            case "kms" -> world.kms().policyOf(arn);
            case "secretsmanager" -> world.secretsManager().policyOf(arn);
            default -> ResourcePolicy.NONE;
        };
    }

    /** Whether a key of that ARN stands, of which IAM decides only where the key's policy says so (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html). */
    boolean isKey(String arn) {
        return arn.contains(":kms:") && arn.contains(":key/") && world.kms().find(arn).isPresent();
    }

    private Optional<Map<String, String>> accessEntry(String[] arn, String[] path) {
        String principal = "arn:%s:iam::%s:role/%s".formatted(arn[1], path[3], path[4]);
        return Errors.unless("ResourceNotFoundException", () -> world.eks().describeAccessEntry(request -> request.clusterName(path[1]).principalArn(principal)))
                .map(answer -> answer.accessEntry().tags());
    }
}
