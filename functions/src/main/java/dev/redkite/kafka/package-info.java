/** The MSK cluster, its configuration and its login. */
@NullMarked
package dev.redkite.kafka;

import org.jspecify.annotations.NullMarked;
