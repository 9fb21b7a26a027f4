package dev.redkite.sandbox.milvus;

import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.Status;

/**
 * What Milvus answers instead of a result. Before 2.3 only the older of its two codes was filled in, and with the same for
 * nearly every refusal that a client of 2.2.13 provoked (tests/judges/milvus_steps.py).
 */
final class RefusalException extends RuntimeException {

    /**
     * Codes from https://github.com/milvus-io/milvus/blob/master/pkg/util/merr/errors.go, beside them the older family, and
     * what of that one servers before 2.3 gave.
     */
    @SuppressWarnings("deprecation") // of the older family, and older clients know no other
    enum Reason {
        COLLECTION_NOT_FOUND(100, ErrorCode.CollectionNotExists),
        COLLECTION_NOT_LOADED(101, ErrorCode.UnexpectedError),
        PARTITION_NOT_FOUND(200, ErrorCode.UnexpectedError),
        PARTITION_NOT_LOADED(201, ErrorCode.UnexpectedError),
        INDEX_NOT_FOUND(700, ErrorCode.IndexNotExist, ErrorCode.IndexNotExist),
        INDEX_NEEDED(700, ErrorCode.IndexNotExist),
        DATABASE_NOT_FOUND(800, ErrorCode.UnexpectedError),
        PARAMETER_INVALID(1100, ErrorCode.IllegalArgument),
        PASSWORD_LENGTH(1100, ErrorCode.IllegalArgument, ErrorCode.IllegalArgument),
        PASSWORD_WRONG(1400, ErrorCode.UnexpectedError, ErrorCode.UpdateCredentialFailure),
        PASSWORD_NOT_KEPT(65535, ErrorCode.UnexpectedError, ErrorCode.UpdateCredentialFailure),
        ALIAS_NOT_FOUND(1600, ErrorCode.UnexpectedError),
        ALIAS_IS_COLLECTION(1601, ErrorCode.UnexpectedError),
        ALIAS_TAKEN(1602, ErrorCode.UnexpectedError),
        UNEXPECTED(65535, ErrorCode.UnexpectedError);

        private final int code;
        private final ErrorCode older;
        private final ErrorCode before;

        Reason(int code, ErrorCode older) {
            this(code, older, ErrorCode.UnexpectedError);
        }

        Reason(int code, ErrorCode older, ErrorCode before) {
            this.code = code;
            this.older = older;
            this.before = before;
        }
    }

    private final Reason reason;

    RefusalException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static RefusalException invalid(String message, Object... values) {
        return new RefusalException(Reason.PARAMETER_INVALID, message.formatted(values));
    }

    Status status(MilvusVersion version) {
        Status.Builder status = Status.newBuilder().setReason(getMessage());
        setOlder(status, version.atLeast(2, 3) ? reason.older : reason.before);
        return version.atLeast(2, 3) ? status.setCode(reason.code).build() : status.build();
    }

    /** Deprecated in the protocol, and the only code that old servers and old clients know. */
    @SuppressWarnings("deprecation")
    private static void setOlder(Status.Builder status, ErrorCode code) {
        status.setErrorCode(code);
    }
}
