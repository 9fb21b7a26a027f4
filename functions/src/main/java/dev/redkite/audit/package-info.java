/** What a teardown left, and the removal of it. */
@NullMarked
package dev.redkite.audit;

import org.jspecify.annotations.NullMarked;
