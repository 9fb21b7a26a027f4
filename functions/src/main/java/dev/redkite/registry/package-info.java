/** The table of environments, and their locks. */
@NullMarked
package dev.redkite.registry;

import org.jspecify.annotations.NullMarked;
