package dev.redkite.catalog;

/**
 * The pinned milvus-backup (https://github.com/zilliztech/milvus-backup).
 *
 * @param version    without {@code v}
 * @param repository of its image
 * @param leastUsers the first Milvus whose users and roles it takes along (docs/user_guide/rbac.md there)
 * @param leastRestored the first Milvus that it restores into (README.md there)
 */
public record BackupTool(String version, String repository, String leastUsers, String leastRestored) {

    public String image() {
        return repository + ":v" + version;
    }
}
