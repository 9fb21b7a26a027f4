/** Node groups and launch templates. */
@NullMarked
package dev.redkite.nodes;

import org.jspecify.annotations.NullMarked;
