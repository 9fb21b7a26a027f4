/** How many nodes of which kind hold which collections. */
@NullMarked
package dev.redkite.sizing;

import org.jspecify.annotations.NullMarked;
