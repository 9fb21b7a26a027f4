/** The stack itself, as CloudFormation makes and deletes it. */
package dev.redkite.trigger.stack;
