/** Objects of a cluster, and why they are not ready. */
@NullMarked
package dev.redkite.kubernetes;

import org.jspecify.annotations.NullMarked;
