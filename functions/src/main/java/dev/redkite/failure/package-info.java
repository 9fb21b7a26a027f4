/** What can go wrong, how it is told apart, and what is said of it. */
@NullMarked
package dev.redkite.failure;

import org.jspecify.annotations.NullMarked;
