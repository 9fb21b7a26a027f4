/** Slash commands of a chat. */
@NullMarked
package dev.redkite.trigger.chat;

import org.jspecify.annotations.NullMarked;
