/** Events of the bus as messages to people. */
@NullMarked
package dev.redkite.notification;

import org.jspecify.annotations.NullMarked;
