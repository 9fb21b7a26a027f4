package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.StandingResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.*;

/** Instance profiles, as EKS makes one for every node group. A role in a profile cannot be deleted. */
final class InstanceProfiles {

    private record Row(String name, String identifier, String role, Instant created, Map<String, String> tags) {}

    private final AccountRegion place;
    private final Map<String, Row> rows = new TreeMap<>();

    InstanceProfiles(AccountRegion place) {
        this.place = place;
    }

    String add(String name, String role, Map<String, String> tags) {
        rows.put(name, new Row(name, "AIPA" + place.identifiers().hexadecimal("instance-profile", 17), role, place.now(),
                new TreeMap<>(tags)));
        return arn(name);
    }

    private String arn(String name) {
        return place.globalArn("iam", "instance-profile/" + name);
    }

    void remove(String name) {
        rows.remove(name);
    }

    void removeRole(String name, String role) {
        Row row = require(name);
        if (!Objects.equals(row.role(), role)) {
            throw Roles.error(404, "NoSuchEntity", "The role with name %s cannot be found in instance profile %s.".formatted(role, name));
        }
        rows.put(name, new Row(name, row.identifier(), null, row.created(), row.tags()));
    }

    void delete(String name) {
        if (require(name).role() != null) {
            throw Roles.error(409, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.");
        }
        rows.remove(name);
    }

    private Row require(String name) {
        return Optional.ofNullable(rows.get(name))
                .orElseThrow(() -> Roles.error(404, "NoSuchEntity", "Instance Profile %s cannot be found.".formatted(name)));
    }

    void requireNoneOf(String role) {
        if (rows.values().stream().anyMatch(row -> Objects.equals(row.role(), role))) {
            throw Roles.error(409, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.");
        }
    }

    List<InstanceProfile> of(Role role) {
        return rows.values().stream()
                .filter(row -> Objects.equals(row.role(), role.roleName()))
                .map(row -> InstanceProfile.builder()
                        .instanceProfileName(row.name())
                        .instanceProfileId(row.identifier())
                        .arn(arn(row.name()))
                        .path("/")
                        .createDate(row.created())
                        .roles(role)
                        .tags(IamTags.list(row.tags()))
                        .build())
                .toList();
    }

    Stream<StandingResource> standing() {
        return StandingResource.all("iam:instance-profile/", rows, this::arn, Row::tags, _ -> "");
    }
}
