/** Backups of what is in a Milvus: made by milvus-backup in the cluster, proven, listed and given up. */
@NullMarked
package dev.redkite.backup;

import org.jspecify.annotations.NullMarked;
