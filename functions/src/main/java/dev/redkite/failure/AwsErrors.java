package dev.redkite.failure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The one table of AWS error codes. Stages never read a code: they say what they expect
 * ({@link #find}, {@link #unlessPresent}, {@link #unlessAbsent}) and everything else goes through
 * {@link Failures#translate}.
 */
public final class AwsErrors {

    /** What an error means to a stage. */
    public enum Kind {
        /** Nothing of that name. */
        ABSENT,
        /** Already there. */
        PRESENT,
        /** Something else still uses it or is changing it. */
        IN_USE,
        /** What it refers to has not propagated yet. */
        NOT_YET,
        /** Throttled, or a fault of the service. */
        TRANSIENT,
        /** A quota or capacity is exhausted. */
        QUOTA,
        /** The caller lacks a permission. */
        DENIED,
        /** The service refuses what was asked. */
        REFUSED
    }

    private static final Map<String, Kind> KINDS = table();

    private AwsErrors() {}

    private static Map<String, Kind> table() {
        return Stream.of(
                        rows(Kind.ABSENT, "ResourceNotFoundException", "NotFoundException", "NoSuchEntity", "ExecutionDoesNotExist",
                                "NoSuchBucket", "NoSuchKey", "NoSuchUpload", "NotFound", "404", "NoSuchBucketPolicy",
                                "NoSuchLifecycleConfiguration", "NoSuchTagSet", "NoSuchPublicAccessBlockConfiguration",
                                "ServerSideEncryptionConfigurationNotFoundError", "InvalidVpcID.NotFound",
                                "InvalidSubnetID.NotFound", "InvalidGroup.NotFound", "InvalidGroupId.NotFound",
                                "InvalidSecurityGroupID.NotFound", "InvalidPermission.NotFound",
                                "InvalidSecurityGroupRuleId.NotFound", "InvalidAllocationID.NotFound",
                                "InvalidAssociationID.NotFound", "InvalidRouteTableID.NotFound", "InvalidRoute.NotFound",
                                "InvalidInternetGatewayID.NotFound", "Gateway.NotAttached", "NatGatewayNotFound",
                                "InvalidNatGatewayID.NotFound", "InvalidNetworkInterfaceID.NotFound",
                                "InvalidVpcEndpointId.NotFound", "InvalidVolume.NotFound", "LoadBalancerNotFound",
                                "TargetGroupNotFound", "InvalidLaunchTemplateId.NotFound",
                                "InvalidLaunchTemplateName.NotFoundException",
                                "InvalidLaunchTemplateId.VersionNotFound", "InvalidInstanceID.NotFound",
                                "InvalidSnapshot.NotFound", "ListenerNotFound", "RuleNotFound", "TrustStoreNotFound",
                                "StateMachineDoesNotExist", "ResourceNotFound",
                                "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
                                "NoSuchResourceException", "NoSuchHostedZone", "NoSuchChange", "NoSuchHealthCheck"),
                        rows(Kind.PRESENT, "EntityAlreadyExists", "AlreadyExistsException", "ResourceExistsException",
                                "ResourceAlreadyExistsException",
                                "BucketAlreadyOwnedByYou", "ExecutionAlreadyExists", "InvalidGroup.Duplicate",
                                "InvalidPermission.Duplicate", "RouteAlreadyExists", "InvalidSubnet.Conflict",
                                "Resource.AlreadyAssociated", "ConflictException",
                                "InvalidLaunchTemplateName.AlreadyExistsException", "HostedZoneAlreadyExists",
                                "ConflictingDomainExists"),
                        rows(Kind.IN_USE, "ResourceInUseException", "DependencyViolation", "DeleteConflict", "ResourceInUse",
                                "ConcurrentModification", "ConcurrentModificationException", "OperationAborted",
                                "InvalidIPAddress.InUse", "AuthFailure.AddressInUse", "BucketNotEmpty", "IncorrectInstanceState",
                                "DependentServiceRequestTimeoutException", "VolumeInUse", "InvalidSnapshot.InUse",
                                "OperationAbortedException", "KMSInvalidStateException", "ResourceConflictException",
                                "TransactionConflictException", "ReplicatedWriteConflictException", "HostedZoneNotEmpty"),
                        rows(Kind.TRANSIENT, "Throttling", "ThrottlingException", "ThrottledException",
                                "RequestLimitExceeded", "TooManyRequestsException", "SlowDown", "RequestThrottled",
                                "ProvisionedThroughputExceededException", "ServiceUnavailable",
                                "ServiceUnavailableException", "Unavailable", "InternalError", "InternalFailure",
                                "InternalServerErrorException", "InternalServerException", "InternalServiceError",
                                "ServerException", "ExpiredToken", "ExpiredTokenException", "RequestExpired", "RequestTimeout",
                                "DependencyTimeoutException", "OpenIdIdpCommunicationError", "PaginationTokenExpiredException",
                                "KMSThrottling", "KmsThrottlingException", "EC2ThrottledException", "SnapStartNotReadyException",
                                "SnapStartTimeoutException", "PriorRequestNotComplete"),
                        rows(Kind.QUOTA, "LimitExceeded", "LimitExceededException", "ResourceLimitExceededException",
                                "ResourceLimitExceeded", "VpcLimitExceeded", "AddressLimitExceeded",
                                "NatGatewayLimitExceeded", "SubnetLimitExceeded", "InternetGatewayLimitExceeded",
                                "SecurityGroupLimitExceeded", "RulesPerSecurityGroupLimitExceeded",
                                "InsufficientFreeAddressesInSubnet",
                                "InsufficientInstanceCapacity", "TooManyBuckets", "TooManyLoadBalancers",
                                "VcpuLimitExceeded", "UnsupportedAvailabilityZoneException",
                                "ServiceQuotaExceededException", "ExecutionLimitExceeded", "TooManyHostedZones"),
                        rows(Kind.DENIED, "AccessDenied", "AccessDeniedException", "UnauthorizedOperation",
                                "ForbiddenException", "UnauthorizedException", "NotAuthorizedException", "AuthorizationError",
                                "KMSAccessDenied", "KmsAccessDeniedException", "KMSAccessDeniedException",
                                "EC2AccessDeniedException"))
                .flatMap(rows -> rows.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Kind> rows(Kind kind, String... codes) {
        return Stream.of(codes).collect(Collectors.toMap(code -> code, _ -> kind));
    }

    public static Kind kindOf(AwsServiceException error) {
        if (saysNotYet(error)) {
            return Kind.NOT_YET;
        }
        if (saysInUse(error)) {
            return Kind.IN_USE;
        }
        if (saysAbsent(error)) {
            return Kind.ABSENT;
        }
        if (saysPresent(error)) {
            return Kind.PRESENT;
        }
        if (saysDenied(error)) {
            return Kind.DENIED;
        }
        Kind kind = KINDS.get(codeOf(error));
        boolean open = kind == null || kind == Kind.DENIED && !messageOf(error).contains("not authorized to perform");
        if (open && saysQuota(error)) {
            return Kind.QUOTA;
        }
        return kind == null ? byStatus(error) : kind;
    }

    /** S3's answers to HEAD have no body and so no code (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html). */
    private static Kind byStatus(AwsServiceException error) {
        if (error.statusCode() >= 500 || error.isThrottlingException()) {
            return Kind.TRANSIENT;
        }
        return error.statusCode() == 403 && codeOf(error).isEmpty() ? Kind.DENIED : Kind.REFUSED;
    }

    static String codeOf(AwsServiceException error) {
        return error.awsErrorDetails() == null || error.awsErrorDetails().errorCode() == null
                ? "" : error.awsErrorDetails().errorCode();
    }

    /** What the service said, for people. */
    public static String messageOf(AwsServiceException error) {
        return error.awsErrorDetails() == null || error.awsErrorDetails().errorMessage() == null
                ? Objects.toString(error.getMessage(), "") : error.awsErrorDetails().errorMessage();
    }

    /**
     * A role or principal that IAM has made and other services do not see yet is refused in words, not by a code of
     * its own (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html, eventual consistency; Scheduler's
     * words: https://github.com/aws/aws-sdk-js-v3/issues/6494).
     */
    private static boolean saysNotYet(AwsServiceException error) {
        String message = messageOf(error);
        return message.contains("cannot be assumed") || message.contains("could not be assumed")
                || message.contains("Invalid principal in policy")
                || message.contains("must allow AWS EventBridge Scheduler to assume the role")
                || message.contains("is not authorized to perform: sts:AssumeRole")
                || SAYING_GROUP_UNKNOWN.matcher(message).find()
                || codeOf(error).equals("InvalidParameterException") && SAYING_NOT_YET.stream().anyMatch(message::contains);
    }

    /** MSK, of a security group that EC2 has just made and does not show to others yet. */
    private static final Pattern SAYING_GROUP_UNKNOWN = Pattern.compile("The security group \\[sg-\\w+] does not exist");

    /**
     * EKS says so of a role that it does not see, of one that it sees without its policies, and of an access entry whose
     * principal it does not see (https://github.com/hashicorp/terraform-provider-aws, eks/cluster.go, addon.go,
     * access_entry.go and access_policy_association.go, each retried there while IAM propagates).
     */
    private static final List<String> SAYING_NOT_YET = List.of(
            "does not exist",
            "Error in role params",
            "doesn't have the Amazon EKS Managed Policies associated with it",
            "IAM role's policy must include",
            "The specified principalArn could not be found",
            "invalid principal");

    /**
     * What is refused in words, by codes that mean many things, and passes by itself: an MSK configuration in use
     * (https://github.com/hashicorp/terraform-provider-aws/issues/15831), an MSK cluster in a state that does not allow
     * the operation (issues/21918 there), a secret that is still going (issues/4467 and 23998), a KMS key that another
     * call has just scheduled for deletion, a network interface that its service still uses, a DNS record that another call
     * has just changed (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html).
     */
    private static final List<Pattern> SAYING_IN_USE = Stream.of(
                    "is in use by one or more clusters",
                    "[Yy]ou can't .* cluster in [A-Z_]+ state",
                    "only valid for resources that are in one of the following states",
                    "is already scheduled for deletion",
                    "was marked for deletion",
                    "is pending deletion",
                    "is currently in use",
                    "Tried to (create|delete) resource record set .* but (it already exists|it was not found|the values provided do not match)")
            .map(Pattern::compile)
            .toList();

    /** MSK and Auto Scaling have no code of their own for it; MSK's ForbiddenException is as good for it as for a denial. */
    private static boolean saysQuota(AwsServiceException error) {
        return Remedy.find(messageOf(error)).filter(Remedy::definite).isPresent();
    }

    private static boolean saysInUse(AwsServiceException error) {
        String message = messageOf(error);
        return SAYING_IN_USE.stream().anyMatch(words -> words.matcher(message).find());
    }

    /**
     * MSK has a code of its own for clusters only (https://github.com/hashicorp/terraform-provider-aws,
     * kafka/configuration.go), EKS says it by another code now and then (eks/cluster.go there), and hands on EC2's words
     * about a launch template under a code of its own.
     */
    private static boolean saysAbsent(AwsServiceException error) {
        String message = messageOf(error);
        return message.contains("Configuration ARN does not exist") || message.contains("No cluster found for name:")
                || message.contains("The specified launch template") && message.contains("does not exist");
    }

    /** EKS, of a caller who may not use a launch template (https://github.com/scylladb/scylla-cluster-tests/issues/12172). */
    private static boolean saysDenied(AwsServiceException error) {
        return messageOf(error).contains("not authorized to launch instances with this launch template");
    }

    /** EKS, of a name that is taken, or of an update to what is so already: a look that lagged asked for it again. */
    private static boolean saysPresent(AwsServiceException error) {
        String message = messageOf(error);
        return message.contains("No changes needed for the") || message.contains("already at the desired configuration")
                || message.contains("already exists") && codeOf(error).equals("ResourceInUseException");
    }

    /** Empty when the service says that it does not exist. */
    public static <T> Optional<T> find(Supplier<T> read) {
        return unless(Set.of(Kind.ABSENT), read);
    }

    /** Empty when the service cannot read yet what it has just listed itself, in whatever words it says so. */
    public static <T> Optional<T> findListed(Supplier<T> read) {
        return unless(Set.of(Kind.ABSENT, Kind.REFUSED), read);
    }

    /** Takes "already there" for done: an earlier call, or its lost answer, was quicker. */
    public static void unlessPresent(Runnable create) {
        unless(Set.of(Kind.PRESENT), create);
    }

    /** Empty when the service does not do that, and no other words of ours would move it. */
    public static <T> Optional<T> unlessRefused(Supplier<T> change) {
        return unless(Set.of(Kind.REFUSED), change);
    }

    /** Empty when the name is taken. */
    public static <T> Optional<T> unlessTaken(Supplier<T> create) {
        return unless(Set.of(Kind.PRESENT), create);
    }

    /** Empty when the caller may not do that. */
    public static <T> Optional<T> unlessDenied(Supplier<T> call) {
        return unless(Set.of(Kind.DENIED), call);
    }

    private static void unless(Set<Kind> kinds, Runnable call) {
        unless(kinds, () -> {
            call.run();
            return kinds;
        });
    }

    private static <T> Optional<T> unless(Set<Kind> kinds, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (AwsServiceException e) {
            if (kinds.contains(kindOf(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Takes "not there" for done. */
    public static void unlessAbsent(Runnable remove) {
        unless(Set.of(Kind.ABSENT), remove);
    }
}
