/** The load balancer controller, and the load balancers that it makes. */
@NullMarked
package dev.redkite.loadbalancer;

import org.jspecify.annotations.NullMarked;
