/** Environments that go and come by themselves. */
@NullMarked
package dev.redkite.schedule;

import org.jspecify.annotations.NullMarked;
