package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Changes;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.*;

/** Roles with their policies. IAM itself shows a role some time after it was made, and other services
 * see role, trust and policies each after a time of its own. */
final class Roles {

    /** Quotas that cannot be raised: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
    private static final int INLINE_CHARACTERS = 10_240;
    private static final int MANAGED_POLICIES = 10;

    /** AWS' own policies that are known here; another one's ARN is refused as unknown. */
    private static final Set<String> MANAGED = Set.of(
            "AmazonEKSClusterPolicy", "AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy",
            "AmazonEC2ContainerRegistryReadOnly", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKSVPCResourceController",
            "AmazonSSMManagedInstanceCore", "service-role/AmazonEBSCSIDriverPolicy",
            "service-role/AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess", "AWSXrayWriteOnlyAccess");

    static final class Row {
        final String name;
        final String identifier;
        final String description;
        final Instant created;
        String trust;
        String boundary;

        /** Whom it trusted before, which holds for other services until the change is known to them. */
        String trustBefore = "{\"Statement\":[]}";
        Instant trustKnown;
        Map<String, String> tags;
        Instant readable;
        final Set<String> attached = new TreeSet<>();
        final Map<String, Instant> effective = new TreeMap<>();
        final Map<String, String> inline = new TreeMap<>();

        Row(CreateRoleRequest request, String identifier, Instant now) {
            name = request.roleName();
            this.identifier = identifier;
            description = request.description();
            created = now;
            readable = now;
            trust = request.assumeRolePolicyDocument();
            trustKnown = now;
            boundary = request.permissionsBoundary();
            tags = IamTags.merged(Map.of(), request.tags());
        }
    }

    private final AccountRegion place;
    private final Changes changes;
    private final PolicyDocument documents;
    final Map<String, Row> rows = new TreeMap<>();
    private final Set<String> standing = new TreeSet<>();
    private final Map<String, String> managed = new TreeMap<>();

    Roles(AccountRegion place, Changes changes) {
        this.place = place;
        this.changes = changes;
        documents = new PolicyDocument(place.partition());
    }

    Role create(CreateRoleRequest request) {
        documents.requireTrust(request.assumeRolePolicyDocument());
        requireBoundary(request.permissionsBoundary());
        if (rows.keySet().stream().anyMatch(request.roleName()::equalsIgnoreCase)) {
            throw error(409, "EntityAlreadyExists", "Role with name " + request.roleName() + " already exists.");
        }
        Row row = new Row(request, "AROA" + place.identifiers().hexadecimal("role", 17), place.now());
        row.readable = place.visibleAt(Lag.Kind.IAM_READ, row.name);
        row.trustKnown = trustKnown(row.name);
        rows.put(row.name, row);
        return describe(row);
    }

    void standing(String name, String trust) {
        CreateRoleRequest request = CreateRoleRequest.builder().roleName(name).assumeRolePolicyDocument(trust).build();
        documents.requireTrust(trust);
        rows.put(name, new Row(request, "AROA" + place.identifiers().hexadecimal("standing-role", 17), Instant.EPOCH));
        standing.add(name);
    }

    void standingPolicy(String arn, String document) {
        documents.requirePermissions(document);
        managed.put(arn, document);
    }

    void bounded(String name, String boundaryOrNull, List<String> attached) {
        Row row = require(name);
        row.boundary = boundaryOrNull;
        row.attached.addAll(attached);
        attached.forEach(policy -> row.effective.put(policy, Instant.EPOCH));
        changes.note();
    }

    /** What its policies say, inline and managed, each as soon as it counts; of AWS' own only what is known here. */
    List<String> effective(String name) {
        Row row = rows.get(name);
        if (row == null) {
            return List.of();
        }
        Stream<String> inline = row.inline.entrySet().stream().filter(each -> counts(row, each.getKey())).map(Map.Entry::getValue);
        Stream<String> attached = row.attached.stream().filter(each -> managed.containsKey(each) && counts(row, each)).map(managed::get);
        return Stream.concat(inline, attached).toList();
    }

    private boolean counts(Row row, String policy) {
        return !place.now().isBefore(row.effective.getOrDefault(policy, Instant.EPOCH));
    }

    /** What a boundary says that is known here; another one bounds nothing. */
    Optional<String> bound(String name) {
        return Optional.ofNullable(rows.get(name)).map(row -> row.boundary).map(managed::get);
    }

    /** All but those that stood before. */
    Map<String, Row> createdRoles() {
        Map<String, Row> made = new TreeMap<>(rows);
        made.keySet().removeAll(standing);
        return made;
    }

    Optional<Row> findCreated(String name) {
        return standing.contains(name) ? Optional.empty() : Optional.ofNullable(rows.get(name));
    }

    Role describe(Row row) {
        return Role.builder()
                .roleName(row.name)
                .roleId(row.identifier)
                .path("/")
                .arn(arn(row.name))
                .createDate(row.created)
                .description(row.description)
                .assumeRolePolicyDocument(PolicyDocument.encoded(row.trust))
                .maxSessionDuration(3600)
                .permissionsBoundary(row.boundary == null ? null : AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                        .permissionsBoundaryArn(row.boundary).build())
                .tags(IamTags.list(row.tags))
                .build();
    }

    String arn(String name) {
        return place.globalArn("iam", "role/" + name);
    }

    Row require(String name) {
        Row row = rows.get(name);
        if (row == null || place.now().isBefore(row.readable)) {
            throw error(404, "NoSuchEntity", "The role with name " + name + " cannot be found.");
        }
        return row;
    }

    void bound(String name, String boundary) {
        requireBoundary(boundary);
        require(name).boundary = boundary;
    }

    /** The account's own policies are any that are named; which of them there are is not known here. */
    private void requireBoundary(String boundary) {
        if (boundary != null && !boundary.matches("arn:[^:]+:iam::(aws|%s):policy/.+".formatted(place.account()))) {
            throw error(404, "NoSuchEntity", "Scope ARN: " + boundary + " does not exist or is not attachable.");
        }
    }

    void trust(String name, String document) {
        documents.requireTrust(document);
        Row row = require(name);
        row.trustBefore = place.now().isBefore(row.trustKnown) ? row.trustBefore : row.trust;
        row.trust = document;
        row.trustKnown = trustKnown(name);
    }

    private Instant trustKnown(String name) {
        return place.visibleAt(Lag.Kind.IAM_TRUST, name).plus(place.durations().create("iamPropagation"));
    }

    void attach(String name, String policy) {
        Row row = require(name);
        boolean known = managed.containsKey(policy) || MANAGED.stream().anyMatch(aws -> policy.equals("arn:%s:iam::aws:policy/%s".formatted(place.partition().id(), aws)));
        if (!known) {
            throw error(404, "NoSuchEntity", "Policy " + policy + " does not exist or is not attachable.");
        }
        if (row.attached.size() == MANAGED_POLICIES && !row.attached.contains(policy)) {
            throw error(409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: " + MANAGED_POLICIES);
        }
        if (row.attached.add(policy)) {
            row.effective.put(policy, place.visibleAt(Lag.Kind.IAM_POLICY, name + policy));
            changes.noteAt(row.effective.get(policy));
        }
    }

    List<String> inlineOf(String arn) {
        return byArn(arn).map(row -> List.copyOf(row.inline.values())).orElse(List.of());
    }

    private Optional<Row> byArn(String arn) {
        return Optional.ofNullable(arn).map(each -> rows.get(each.substring(each.indexOf('/') + 1)));
    }

    /** Whether other services see that the role has AWS' own policy of that name. */
    boolean has(String arn, String policy) {
        return byArn(arn).filter(row -> row.attached.stream().anyMatch(each -> each.endsWith("/" + policy) && counts(row, each))).isPresent();
    }

    void detach(String name, String policy) {
        if (!require(name).attached.remove(policy)) {
            throw error(404, "NoSuchEntity", "Policy " + policy + " was not found.");
        }
    }

    void put(String name, String policy, String document) {
        documents.requirePermissions(document);
        Row row = require(name);
        int present = row.inline.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(policy))
                .mapToInt(entry -> characters(entry.getValue()))
                .sum();
        if (present + characters(document) > INLINE_CHARACTERS) {
            throw error(409, "LimitExceeded", "Maximum policy size of %d bytes exceeded for role %s".formatted(INLINE_CHARACTERS, name));
        }
        if (!document.equals(row.inline.put(policy, document))) {
            row.effective.put(policy, place.visibleAt(Lag.Kind.IAM_POLICY, name + policy));
        }
    }

    /** IAM does not count white space. */
    private static int characters(String document) {
        return document.replaceAll("\\s", "").length();
    }

    String inline(String name, String policy) {
        return Optional.ofNullable(require(name).inline.get(policy))
                .orElseThrow(() -> error(404, "NoSuchEntity", "The role policy with name " + policy + " cannot be found."));
    }

    void deleteInline(String name, String policy) {
        inline(name, policy);
        rows.get(name).inline.remove(policy);
    }

    void delete(String name) {
        Row row = require(name);
        if (!row.attached.isEmpty()) {
            throw error(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
        }
        if (!row.inline.isEmpty()) {
            throw error(409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
        }
        rows.remove(name);
    }

    /** Whether the role exists and its trust, as far as it is known by now, names the caller for that action of STS. */
    boolean assumable(String arn, Caller caller, String action) {
        return trust(arn).filter(trust -> trust.opens(caller, place.account(), action, arn)).isPresent();
    }

    /** As far as it is known by now; empty when there is no such role. */
    Optional<ResourcePolicy> trust(String arn) {
        return byArn(arn).filter(row -> arn(row.name).equals(arn))
                .map(row -> ResourcePolicy.of(place.now().isBefore(row.trustKnown) ? row.trustBefore : row.trust));
    }

    static AwsServiceException error(int status, String code, String message) {
        return Errors.of("Iam", status, code, message);
    }
}
