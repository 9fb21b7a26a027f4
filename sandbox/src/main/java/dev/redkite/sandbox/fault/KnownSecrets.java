package dev.redkite.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.cluster.Principals;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run must keep to itself, as it comes to be known: by name, and with the places that are meant for it. */
final class KnownSecrets {

    /** @param homes where it may be */
    private record Secret(String name, Set<String> homes) {}

    /** A form to look for, and what it would tell. */
    private record Form(String text, String value, String disguise) {}

    /** What every token of a cluster begins with, and what makes a URL a presigned one. */
    private static final Map<String, String> MARKS = Map.of(
            "k8s-aws-v1.aHR0cHM6", "A token of an EKS cluster",
            "X-Amz-Signature=", "A presigned URL",
            Principals.SECRETS.getFirst(), "A role's secret access key",
            Principals.SECRETS.getLast(), "A role's session token");

    private static final List<String> HEADERS = List.of("authorization", "idempotency-key", "x-slack-signature", "x-amz-security-token");
    private static final Pattern FIELDS = Pattern.compile("(?:^|&)(token|response_url)=([^&]+)");

    /** A function hands the address for its answer on to itself. */
    private static final Set<String> PASSING = Set.of("the request Lambda:Invoke");

    private final Map<String, Secret> byValue = new LinkedHashMap<>();
    private List<Form> forms = List.of();
    private FragmentSearch search;

    KnownSecrets() {
        MARKS.forEach((mark, name) -> learn(mark, name, Set.of()));
    }

    /** The first name stays; what is shorter than {@link SecretEncodings#SHORTEST} is no secret, such as Milvus' own first login. */
    synchronized void learn(String value, String name, Set<String> homes) {
        if (value.length() >= SecretEncodings.SHORTEST && byValue.putIfAbsent(value, new Secret(name, homes)) == null) {
            search = null;
        }
    }

    /**
     * The value of a secret of Secrets Manager: of a login, the password, which has one copy in the cluster, and while a backup is made or restored
     * another one: what Milvus began with may not be root's password any more.
     */
    void learnStored(String id, String value) {
        String name = id.replaceAll("^arn:.*:secret:(.*)-\\w{6}$", "$1");
        if (!value.startsWith("{")) {
            learn(value, "The secret " + name, Set.of());
            return;
        }
        learn(Json.parse(value).path("password").asText(), "The password in the secret " + name,
                name.endsWith("-milvus-root") ? Set.of("the Secret milvus-root", "the Secret milvus-backup", "the Secret milvus-restore") : Set.of("the Secret milvus-kafka"));
    }

    /** What a caller proves himself with, in an event of API Gateway. */
    void learnCaller(JsonNode event) {
        HEADERS.forEach(header -> {
            String value = event.path("headers").path(header).asText("").replaceFirst("^Bearer ", "");
            learn(value, "The header " + header, Set.of());
        });
        String body = event.path("body").asText("");
        Matcher fields = FIELDS.matcher(event.path("isBase64Encoded").asBoolean() ? unwrapped(body) : body);
        while (fields.find()) {
            String value = URLDecoder.decode(fields.group(2), StandardCharsets.UTF_8).replaceFirst("^.*/", "");
            learn(value, "The field " + fields.group(1), PASSING);
        }
    }

    private static String unwrapped(String body) {
        try {
            return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** A sentence for every secret that the text tells, but for those that are at home there. */
    synchronized List<String> findIn(String text, String where) {
        if (search == null) {
            prepare();
        }
        List<String> told = new ArrayList<>();
        search.find(text, index -> {
            Form form = forms.get(index);
            Secret secret = byValue.get(form.value());
            if (!secret.homes().contains(where)) {
                told.add("%s is in %s, %s.".formatted(secret.name(), where, form.disguise()));
            }
        });
        return told;
    }

    private void prepare() {
        forms = byValue.keySet().stream()
                .flatMap(value -> SecretEncodings.of(value).entrySet().stream().map(form -> new Form(form.getKey(), value, form.getValue())))
                .toList();
        search = new FragmentSearch(forms.stream().map(Form::text).toList());
    }
}
