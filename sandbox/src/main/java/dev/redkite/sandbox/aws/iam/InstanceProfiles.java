package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.*;

/** Instance profiles, as EKS makes one for every node group. A role in a profile cannot be deleted. */
final class InstanceProfiles {

    private record Row(String name, String identifier, String role, Instant created, Map<String, String> tags) {}

    private final World world;
    private final Map<String, Row> rows = new TreeMap<>();

    InstanceProfiles(World world) {
        this.world = world;
    }

    String add(String name, String role, Map<String, String> tags) {
        rows.put(name, new Row(name, "AIPA" + world.identifiers().hexadecimal("instance-profile", 17), role, world.now(),
                new TreeMap<>(tags)));
        return arn(name);
    }

    private String arn(String name) {
        return "arn:aws:iam::" + world.account() + ":instance-profile/" + name;
    }

    void remove(String name) {
        rows.remove(name);
    }

    void requireNoneOf(String role) {
        if (rows.values().stream().anyMatch(row -> row.role().equals(role))) {
            throw Roles.error(409, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.");
        }
    }

    List<InstanceProfile> of(Role role) {
        return rows.values().stream()
                .filter(row -> row.role().equals(role.roleName()))
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

    Map<String, Map<String, String>> tags() {
        Map<String, Map<String, String>> tags = new TreeMap<>();
        rows.forEach((name, row) -> tags.put(name, row.tags()));
        return tags;
    }
}
