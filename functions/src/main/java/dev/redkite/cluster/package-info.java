/** The EKS control plane: its roles, who may use it, and what else is in it. */
@NullMarked
package dev.redkite.cluster;

import org.jspecify.annotations.NullMarked;
