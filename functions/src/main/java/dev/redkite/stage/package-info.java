/** What a stage is and what a step is, and how far a call of one came. */
@NullMarked
package dev.redkite.stage;

import org.jspecify.annotations.NullMarked;
