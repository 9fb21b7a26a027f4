/** Restores of backups: made by milvus-backup in the cluster under names of their own, proven, and only then given their names. */
@NullMarked
package dev.redkite.restore;

import org.jspecify.annotations.NullMarked;
