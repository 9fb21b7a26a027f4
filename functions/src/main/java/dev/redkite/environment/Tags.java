package dev.redkite.environment;

import dev.redkite.failure.Violation;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the schema cannot say of tags. They are put on resources of a dozen services, and each refuses something else, some
 * of them half an hour after the first has said yes.
 */
record Tags(Violations violations) {

    /** Beginnings of keys, in lower case, and why nobody else may use them. IAM knows keys apart by their letters only, so case does not matter. */
    private static final Map<String, String> RESERVED = new TreeMap<>(Map.of(
            "aws:", "AWS keeps keys that begin with aws: to itself",
            "redkite:", "Redkite knows by such keys what is its own",
            // https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html; EKS marks what belongs to a node group by them.
            "eks:", "EKS marks by such keys what belongs to a cluster",
            // Refused by the EBS CSI driver too: pkg/driver/validation.go of kubernetes-sigs/aws-ebs-csi-driver.
            "kubernetes.io", "Kubernetes finds subnets, groups and volumes by such keys",
            "ebs.csi.aws.com/", "the EBS CSI driver knows by such keys what is its own",
            "csivolume", "the EBS CSI driver knows by such keys what is its own",
            // The load balancer controller does not start with some of these: pkg/config/controller_config.go.
            "elbv2.k8s.aws/", "the load balancer controller knows by such keys what is its own",
            "ingress.k8s.aws/", "the load balancer controller knows by such keys what is its own",
            "service.k8s.aws/", "the load balancer controller knows by such keys what is its own"));

    void check(Map<String, String> wanted) {
        Map<String, String> spelled = new TreeMap<>();
        new TreeMap<>(wanted).forEach((key, value) -> {
            String path = Violation.member("$.tags", key);
            key(path, key);
            yaml(path, "the key", key);
            yaml(path, "its value", value);
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
            String other = spelled.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
            violations.addUnless(other == null, path, "differs from %s in case only, which is one key to IAM; keep one of the two".formatted(other));
        });
    }

    private void key(String path, String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        violations.addUnless(!lower.equals("name"), path, "Redkite gives its resources names of its own, and finds them by these; use another key, such as Application");
        RESERVED.entrySet().stream().filter(reserved -> lower.startsWith(reserved.getKey())).findFirst()
                .ifPresent(reserved -> violations.add(path, reserved.getValue() + "; use another key"));
    }

    /** The load balancer controller's chart writes tags into YAML without quotes (https://github.com/aws/eks-charts/issues/1301). */
    private void yaml(String path, String what, String text) {
        violations.addUnless(!text.contains(": ") && !text.endsWith(":"), path,
                what + " has a colon before a blank or at its end, by which YAML would end it where the load balancer controller reads it; take the blank or the colon out");
        violations.addUnless(text.equals(text.strip()), path, what + " begins or ends with a blank, which would be lost on the way; take it out");
    }
}
