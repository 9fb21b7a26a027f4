/** The stack itself, as CloudFormation makes and deletes it. */
@NullMarked
package dev.redkite.trigger.stack;

import org.jspecify.annotations.NullMarked;
