package dev.redkite.probe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a Milvus listens, and as whom to ask where it asks for a login. */
record Endpoint(String host, int port, @Nullable Login login) {

    /** The same server, asked as the same user by another password. */
    Endpoint as(String password) {
        return new Endpoint(host, port, new Login(requireLogin().user(), password));
    }

    Login requireLogin() {
        return Objects.requireNonNull(login, "this Milvus asks for no login");
    }

    record Login(String user, String password) {

        /** A password has no business in a log. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
