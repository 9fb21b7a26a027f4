/** Where Redkite itself is installed. */
@NullMarked
package dev.redkite.deployment;

import org.jspecify.annotations.NullMarked;
