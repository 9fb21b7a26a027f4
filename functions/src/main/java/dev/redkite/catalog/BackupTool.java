package dev.redkite.catalog;

import java.lang.module.ModuleDescriptor.Version;

/**
 * The pinned milvus-backup (https://github.com/zilliztech/milvus-backup).
 *
 * @param version    without {@code v}
 * @param repository of its image
 * @param leastUsers the first Milvus whose users and roles it takes along (docs/user_guide/rbac.md there)
 * @param leastRestored the first Milvus that it restores into (README.md there)
 */
public record BackupTool(String version, String repository, String leastUsers, String leastRestored) {

    /** Whether a backup of one version can be restored into another: the same minor version or a newer one (README.md there). */
    public boolean restores(String from, String into) {
        return Version.parse(into).compareTo(Version.parse(leastRestored)) >= 0
                && Version.parse(minor(into)).compareTo(Version.parse(minor(from))) >= 0;
    }

    private static String minor(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*$", "$1");
    }

    public String image() {
        return repository + ":v" + version;
    }
}
