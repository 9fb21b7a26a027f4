/** What every way to ask for an environment has in common. */
@NullMarked
package dev.redkite.trigger;

import org.jspecify.annotations.NullMarked;
