package dev.redkite.sandbox.milvus;

import dev.redkite.sandbox.milvus.RefusalException.Reason;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Root, who is there from the first start on, and his password. Words, codes and statuses are those that servers of 2.2.13
 * and 2.3.5 gave; later ones say the same (https://github.com/milvus-io/milvus/blob/master/internal/proxy/authentication_interceptor.go).
 */
final class Credentials {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** Root's, where nobody says another (https://milvus.io/docs/authenticate.md). */
    static final String PUBLISHED = "Milvus";

    private static final String ROOT = "root";
    private static final String WRONG_LOGIN = "auth check failure, please check username and password are correct";

    private static final int SHORTEST = 6;
    private static final int LONGEST = 256;

    /** What is longer, bcrypt does not take. */
    private static final int LONGEST_KEPT = 72;

    private final MilvusVersion version;
    private final Store store;
    private boolean asked;

    Credentials(MilvusVersion version, Store store) {
        this.version = version;
        this.store = store;
    }

    /** Whether strangers are refused. */
    synchronized void ask(boolean wanted) {
        asked = wanted;
    }

    /** Why a call with these headers is refused; empty when it is not. */
    synchronized Optional<Status> findRefusal(Metadata headers) {
        String login = headers.get(AUTHORIZATION);
        Optional<String> words = asked ? findRefusal(login) : Optional.empty();
        return words.map(said -> version.atLeast(2, 3)
                ? Status.UNAUTHENTICATED.withDescription(said)
                : Status.UNKNOWN.withDescription(WRONG_LOGIN));
    }

    private Optional<String> findRefusal(String login) {
        if (login == null) {
            return Optional.of("missing authorization in header");
        }
        Optional<String> decoded = findDecoded(login);
        if (decoded.isEmpty()) {
            return Optional.of("invalid token format");
        }
        if (!decoded.get().contains(":")) {
            return Optional.of("auth check failure, please check api key is correct");
        }
        return decoded.get().equals(ROOT + ":" + store.rootPassword()) ? Optional.empty() : Optional.of(WRONG_LOGIN);
    }

    private static Optional<String> findDecoded(String login) {
        try {
            return Optional.of(decoded(login));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Passwords come encoded, but not hidden. */
    synchronized void change(String user, String encodedBefore, String encodedWanted) {
        String wanted = decoded(encodedWanted);
        if (wanted.length() < SHORTEST || wanted.length() > LONGEST) {
            throw new RefusalException(Reason.PASSWORD_LENGTH, version.atLeast(2, 3)
                    ? "invalid password length: invalid parameter[%d out of range 6 <= value <= 256]".formatted(wanted.length())
                    : "The length of password must be great than 6 and less than 256 characters.");
        }
        if (!user.equals(ROOT) || !decoded(encodedBefore).equals(store.rootPassword())) {
            throw new RefusalException(Reason.PASSWORD_WRONG, version.atLeast(2, 3)
                    ? "old password not correct for %s: not authenticated".formatted(user)
                    : "old password is not correct:" + user);
        }
        if (wanted.length() > LONGEST_KEPT) {
            throw new RefusalException(Reason.PASSWORD_NOT_KEPT, version.atLeast(2, 3)
                    ? "encrypt password failed: bcrypt: password length exceeds 72 bytes"
                    : "encrypt password fail when updating:" + user);
        }
        store.changeRootPassword(wanted);
    }
}
