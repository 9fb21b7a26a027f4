package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.trigger.DataChoice;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for in a chat, understood.
 *
 * @param environment  empty where the verb takes none
 * @param changes      members of a specification, by its own structure, or the environment whose backup is restored; empty when none were given
 * @param data         what becomes of it where the environment is torn down
 * @param backup       which backup is meant, or what a new one is to be called
 * @param confirmation the token of an earlier question that is agreed to by words
 */
record Command(Verb verb, String environment, ObjectNode changes, DataChoice data, @Nullable String backup, @Nullable String confirmation) {

    enum Verb {
        create(true, true),
        status(true, false),
        list(false, false),
        plan(true, true),
        update(true, true),
        pause(true, false),
        resume(true, false),
        recreate(true, true),
        backup(true, false),
        backups(true, false),
        discard(true, false),
        restore(true, false),
        delete(true, false),
        help(false, false);

        private final boolean named;
        private final boolean specified;

        Verb(boolean named, boolean specified) {
            this.named = named;
            this.specified = specified;
        }

        /** Whether it is about one environment. */
        boolean named() {
            return named;
        }

        /** Whether it takes members of a specification. */
        boolean specified() {
            return specified;
        }

        /** Whether it starts, unasked, what has a plan. */
        boolean planned() {
            return this == create || this == update;
        }

        /** Whether something is lost by it. */
        boolean destructive() {
            return removing() || this == discard;
        }

        /** Whether an environment is torn down by it. */
        boolean removing() {
            return this == recreate || this == delete;
        }

        /** Whether it may name a backup. */
        boolean aboutBackups() {
            return this == backup || this == backups || this == discard || this == restore;
        }
    }
}
