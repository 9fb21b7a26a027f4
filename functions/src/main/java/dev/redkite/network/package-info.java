/** The VPC that is made or the subnets that are adopted, and the way out. */
@NullMarked
package dev.redkite.network;

import org.jspecify.annotations.NullMarked;
