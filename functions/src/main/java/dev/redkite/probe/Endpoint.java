package dev.redkite.probe;

/** Where a Milvus listens, and as whom to ask. @param login null where authentication is off */
record Endpoint(String host, int port, Login login) {

    /** The same server, asked as the same user by another password. */
    Endpoint as(String password) {
        return new Endpoint(host, port, new Login(login.user(), password));
    }

    record Login(String user, String password) {

        /** A password has no business in a log. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
