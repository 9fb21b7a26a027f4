/** Names of an environment in Route 53, which stay whatever load balancers it has. */
@NullMarked
package dev.redkite.domain;

import org.jspecify.annotations.NullMarked;
