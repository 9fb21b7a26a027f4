/** Events for the bus. */
@NullMarked
package dev.redkite.announcement;

import org.jspecify.annotations.NullMarked;
