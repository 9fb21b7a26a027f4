package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Reads the few objects that Helm's typed client sends as protobuf: a Secret per release, and options of deletion.
 *
 * <p>The envelope is "k8s\0" and a runtime.Unknown
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding); the field numbers are those of
 * generated.proto in k8s.io/api/core/v1 and k8s.io/apimachinery/pkg/apis/meta/v1. A field not listed here is refused.
 */
final class ProtobufDecoder {

    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private enum Form {
        TEXT,
        TEXTS,
        NUMBER,
        FLAG,
        TEXT_MAP,
        BYTES_MAP,
        TIME,
        MESSAGE,
        MESSAGES,
        IGNORED
    }

    private record Field(String name, Form form, Map<Integer, Field> parts) {
        static Field of(String name, Form form) {
            return new Field(name, form, Map.of());
        }
    }

    private static final Map<Integer, Field> OWNER = Map.of(
            1, Field.of("kind", Form.TEXT), 3, Field.of("name", Form.TEXT), 4, Field.of("uid", Form.TEXT),
            5, Field.of("apiVersion", Form.TEXT), 6, Field.of("controller", Form.FLAG),
            7, Field.of("blockOwnerDeletion", Form.FLAG));
    private static final Map<Integer, Field> METADATA = Map.ofEntries(
            Map.entry(1, Field.of("name", Form.TEXT)),
            Map.entry(2, Field.of("generateName", Form.TEXT)),
            Map.entry(3, Field.of("namespace", Form.TEXT)),
            Map.entry(4, Field.of("selfLink", Form.TEXT)),
            Map.entry(5, Field.of("uid", Form.TEXT)),
            Map.entry(6, Field.of("resourceVersion", Form.TEXT)),
            Map.entry(7, Field.of("generation", Form.NUMBER)),
            Map.entry(8, Field.of("creationTimestamp", Form.TIME)),
            Map.entry(9, Field.of("deletionTimestamp", Form.TIME)),
            Map.entry(10, Field.of("deletionGracePeriodSeconds", Form.NUMBER)),
            Map.entry(11, Field.of("labels", Form.TEXT_MAP)),
            Map.entry(12, Field.of("annotations", Form.TEXT_MAP)),
            Map.entry(13, new Field("ownerReferences", Form.MESSAGES, OWNER)),
            Map.entry(14, Field.of("finalizers", Form.TEXTS)),
            Map.entry(17, Field.of("managedFields", Form.IGNORED)));
    private static final Field META = new Field("metadata", Form.MESSAGE, METADATA);
    private static final Map<Integer, Field> SECRET = Map.of(
            1, META, 2, Field.of("data", Form.BYTES_MAP), 3, Field.of("type", Form.TEXT),
            4, Field.of("stringData", Form.TEXT_MAP), 5, Field.of("immutable", Form.FLAG));
    private static final Map<Integer, Field> NAMESPACE = Map.of(
            1, META,
            2, new Field("spec", Form.MESSAGE, Map.of(1, Field.of("finalizers", Form.TEXTS))),
            3, new Field("status", Form.MESSAGE, Map.of(1, Field.of("phase", Form.TEXT))));
    private static final Map<Integer, Field> DELETE_OPTIONS = Map.of(
            1, Field.of("gracePeriodSeconds", Form.NUMBER),
            2, new Field("preconditions", Form.MESSAGE,
                    Map.of(1, Field.of("uid", Form.TEXT), 2, Field.of("resourceVersion", Form.TEXT))),
            3, Field.of("orphanDependents", Form.FLAG), 4, Field.of("propagationPolicy", Form.TEXT),
            5, Field.of("dryRun", Form.TEXTS));
    private static final Map<String, Map<Integer, Field>> KINDS =
            Map.of("Secret", SECRET, "Namespace", NAMESPACE, "DeleteOptions", DELETE_OPTIONS);
    private static final Map<Integer, Field> UNKNOWN = Map.of(
            1, new Field("typeMeta", Form.MESSAGE,
                    Map.of(1, Field.of("apiVersion", Form.TEXT), 2, Field.of("kind", Form.TEXT))),
            3, Field.of("contentEncoding", Form.TEXT), 4, Field.of("contentType", Form.TEXT));

    private ProtobufDecoder() {}

    static ObjectNode decode(byte[] body) {
        if (body.length < MAGIC.length || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw StatusException.badRequest("the body is not in the protobuf envelope of Kubernetes");
        }
        try {
            ObjectNode envelope = Json.object();
            byte[] raw = unwrap(CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length), envelope);
            String kind = Json.text(envelope, "typeMeta", "kind");
            if (!KINDS.containsKey(kind)) {
                throw StatusException.unsupportedMediaType("this server reads no " + kind + " as protobuf; send JSON");
            }
            ObjectNode object = Json.object();
            object.put("apiVersion", Json.text(envelope, "typeMeta", "apiVersion")).put("kind", kind);
            message(CodedInputStream.newInstance(raw), KINDS.get(kind), object);
            return object;
        } catch (IOException unreadable) {
            throw StatusException.badRequest("the protobuf body cannot be read: " + unreadable.getMessage());
        }
    }

    private static byte[] unwrap(CodedInputStream in, ObjectNode envelope) throws IOException {
        byte[] raw = new byte[0];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 2) {
                raw = in.readByteArray();
            } else {
                field(in, required(UNKNOWN, tag), envelope);
            }
        }
        return raw;
    }

    private static void message(CodedInputStream in, Map<Integer, Field> fields, ObjectNode into) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            field(in, required(fields, tag), into);
        }
    }

    private static Field required(Map<Integer, Field> fields, int tag) {
        Field field = fields.get(WireFormat.getTagFieldNumber(tag));
        if (field == null) {
            throw StatusException.badRequest("unknown protobuf field " + WireFormat.getTagFieldNumber(tag));
        }
        return field;
    }

    private static void field(CodedInputStream in, Field field, ObjectNode into) throws IOException {
        switch (field.form()) {
            case TEXT -> text(in.readStringRequireUtf8(), field, into);
            case TEXTS -> Json.arrayAt(into, field.name()).add(in.readStringRequireUtf8());
            case NUMBER -> into.put(field.name(), in.readInt64());
            case FLAG -> into.put(field.name(), in.readBool());
            case TEXT_MAP, BYTES_MAP -> entry(nested(in), field, Json.objectAt(into, field.name()));
            case TIME -> time(nested(in), field, into);
            case MESSAGE -> message(nested(in), field.parts(), Json.objectAt(into, field.name()));
            case MESSAGES -> message(nested(in), field.parts(), Json.arrayAt(into, field.name()).addObject());
            case IGNORED -> in.readByteArray();
        }
    }

    /** Go sends unset texts as empty ones. */
    private static void text(String value, Field field, ObjectNode into) {
        if (!value.isEmpty()) {
            into.put(field.name(), value);
        }
    }

    private static CodedInputStream nested(CodedInputStream in) throws IOException {
        return CodedInputStream.newInstance(in.readByteArray());
    }

    private static void entry(CodedInputStream in, Field field, ObjectNode into) throws IOException {
        String key = "";
        byte[] value = new byte[0];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                key = in.readStringRequireUtf8();
            } else {
                value = in.readByteArray();
            }
        }
        into.put(key, field.form() == Form.BYTES_MAP
                ? Base64.getEncoder().encodeToString(value)
                : new String(value, StandardCharsets.UTF_8));
    }

    private static void time(CodedInputStream in, Field field, ObjectNode into) throws IOException {
        long seconds = 0;
        List<Integer> secondsAndNanos = List.of(1, 2);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            if (!secondsAndNanos.contains(number)) {
                throw StatusException.badRequest("unknown protobuf field " + number + " of a time");
            }
            long value = in.readInt64();
            seconds = number == 1 ? value : seconds;
        }
        if (seconds > 0) {
            into.put(field.name(), Instant.ofEpochSecond(seconds).toString());
        }
    }
}
