package dev.redkite.environment;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Every name Redkite gives, computed from the environment's identity, so that a stage finds what an earlier call
 * made without remembering anything. The generation is part of the names that leftovers of an earlier life could
 * poison (https://github.com/milvus-io/milvus/issues/47802): load balancers, S3 root path, topics, secrets, key.
 *
 * @param environment 3 to 24 characters, {@code [a-z][a-z0-9-]*[a-z0-9]}
 * @param generation  from 1
 */
public record Names(String environment, int generation, String account, String region) {

    /** In Milvus' namespace: root's login as Milvus began with it. */
    public static final String ROOT_SECRET = "milvus-root";

    /** Load balancers' names are the shortest that AWS allows: 32 characters. */
    private static final Pattern BACKUP = Pattern.compile("[A-Za-z]\\w{0,61}[A-Za-z0-9]");
    private static final int LOAD_BALANCER_LENGTH = 32;

    /** EKS cluster, MSK cluster and MSK configuration. */
    public String clusterName() {
        return "redkite-" + environment;
    }

    public String generationName() {
        return clusterName() + "-g" + generation;
    }

    public String brokerSecurityGroup() {
        return clusterName() + "-brokers";
    }

    /** MSK reads only secrets whose name begins so (https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html). */
    public String kafkaSecret() {
        return "AmazonMSK_" + generationName();
    }

    public String kafkaUser() {
        return "milvus";
    }

    /** In Secrets Manager: root's login to Milvus. */
    public String rootSecret() {
        return generationName() + "-" + ROOT_SECRET;
    }

    public String keyAlias() {
        return "alias/" + generationName();
    }

    /** Bucket names are unique in the world, hence account and region: at most 63 characters with the longest of each. */
    public String bucket() {
        return clusterName() + "-" + account + "-" + region;
    }

    /** Whether some environment's is called so. */
    static boolean isMadeBucket(String name, String account, String region) {
        return name.startsWith("redkite-") && name.endsWith("-" + account + "-" + region);
    }

    public String rootPath() {
        return environment + "/g" + generation;
    }

    /** Below it in the bucket lie the backups of all generations. */
    public String backupsPath() {
        return environment + "/backups";
    }

    /** Kubernetes Job, and the Secret that it reads; an environment has one at a time. */
    public String backupJob() {
        return release() + "-backup";
    }

    /** The same of a restore. */
    public String restoreJob() {
        return release() + "-restore";
    }

    public String topicPrefix() {
        return generationName();
    }

    /** IAM is one namespace for all regions, hence the region: at most 64 characters. */
    public String role(RolePurpose purpose) {
        return clusterName() + "-" + region + "-" + purpose.suffix();
    }

    public String nodeGroup() {
        return "milvus";
    }

    /** Of the node group; it is the name of its instances too. */
    public String launchTemplate() {
        return clusterName() + "-" + nodeGroup();
    }

    public String networkLoadBalancer() {
        return loadBalancer("-milvus");
    }

    public String applicationLoadBalancer() {
        return loadBalancer("-attu");
    }

    /**
     * In a hosted zone. Environment's names are below one of two labels, so that the functions' roles can be kept from all
     * others of a zone: {@code *.milvus.*} and {@code *.attu.*} is what template.yaml lets them change.
     */
    public String milvusHost(String zone) {
        return environment + ".milvus." + zone;
    }

    /** The same for Attu. */
    public String attuHost(String zone) {
        return environment + ".attu." + zone;
    }

    /** Where it is written whose the records of a name are; not at the name itself, where people may have texts of their own. */
    public static String marker(String host) {
        return "_redkite." + host;
    }

    /**
     * No name may begin with {@code internal-}
     * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html).
     */
    private String loadBalancer(String suffix) {
        String name = environment + "-g" + generation + suffix;
        return atMost(LOAD_BALANCER_LENGTH, name.startsWith("internal-") ? "redkite-" + name : name);
    }

    /** Kubernetes namespace and Helm release. */
    public String release() {
        return "milvus";
    }

    /** EventBridge Scheduler's names have at most 64 characters. */
    public String schedule(SchedulePurpose purpose) {
        return schedulePrefix() + purpose.suffix();
    }

    /** What the names of its schedules begin with, and perhaps those of another environment. */
    public String schedulePrefix() {
        return clusterName() + "-";
    }

    /** Whether a backup can be called so: what milvus-backup takes (core/backup/func.go there), as far as a label's value takes it too. */
    public static boolean isBackup(String name) {
        return BACKUP.matcher(name).matches();
    }

    public String probeCollection() {
        return "redkite_probe_" + environment.replace('-', '_') + "_g" + generation;
    }

    /** What is too long keeps its beginning and ends in a checksum of the whole, so two names stay two. */
    private static String atMost(int length, String name) {
        if (name.length() <= length) {
            return name;
        }
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        String end = "-" + HexFormat.of().toHexDigits((int) checksum.getValue());
        return name.substring(0, length - end.length()) + end;
    }

    /** What a role is for; the suffix ends its name. */
    public enum RolePurpose {
        CLUSTER("cluster"),
        NODE("node"),
        LOAD_BALANCER_CONTROLLER("loadbalancer"),
        EBS_CSI_DRIVER("ebs-csi"),
        VPC_CNI("vpc-cni"),
        MILVUS("milvus");

        private final String suffix;

        RolePurpose(String suffix) {
            this.suffix = suffix;
        }

        public String suffix() {
            return suffix;
        }
    }

    /** What a schedule is for; the suffix ends its name. */
    public enum SchedulePurpose {
        TEARDOWN, RECREATE, PAUSE, RESUME, BACKUP, EXPIRY,
        /** Resumes what is paused before the brokers' log forgets what it holds. */
        WAKE;

        public String suffix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
