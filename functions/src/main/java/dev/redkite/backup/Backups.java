package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.json.Json;
import dev.redkite.storage.BucketContents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What lies in a bucket below an environment's path for backups: {@code data/NAME/} as milvus-backup wrote it,
 * {@code begun/NAME.json} while that is being done, {@code manifests/NAME.json} once it is proven, which alone makes it a backup, and
 * {@code removed/NAME.json} while it is being given up; {@code restoring/gN.json} while one is restored into that generation, whose data lie in the same bucket.
 */
public record Backups(S3Client s3, Place place) {

    /** Behind the name of what is kept, which ends in a checksum of twelve digits. */
    private static final String FURTHER = "(?:_(\\d{1,6}))?";

    /** @param path without a slash at its end */
    public record Place(String bucket, String path) {

        public static Place of(Plan plan) {
            return new Place(plan.storage().backups().name(), plan.names().backupsPath());
        }

        /** Where notes of restores lie: beside the data, with which they go. */
        public static Place ofNotes(Plan plan) {
            return new Place(plan.storage().bucket(), plan.names().backupsPath());
        }

        /** milvus-backup's own root path, below which each backup has a folder. */
        public String data() {
            return path + "/data";
        }
    }

    /** What becomes of a backup, in the order that it comes to it, and of a generation that one is restored into. */
    public enum Note {
        begun, manifests, removed, restoring
    }

    public String key(Note note, String name) {
        return "%s/%s/%s.json".formatted(place.path(), note, name);
    }

    public Optional<JsonNode> find(Note note, String name) {
        return text(key(note, name)).map(Json::parse);
    }

    /** Of one that is proven. */
    public Optional<JsonNode> findManifest(String name) {
        return find(Note.manifests, name);
    }

    public void write(Note note, String name, JsonNode content) {
        s3.putObject(request -> request.bucket(place.bucket()).key(key(note, name)).contentType("application/json"),
                RequestBody.fromBytes(Json.bytes(content)));
    }

    public void forget(Note note, String name) {
        contents(key(note, name)).removePage();
    }

    /** What milvus-backup noted of itself. */
    Optional<JsonNode> findToolMeta(String name) {
        return text("%s/%s/meta/full_meta.json".formatted(place.data(), name)).map(Json::parse);
    }

    private Optional<String> text(String key) {
        return AwsErrors.find(() -> s3.getObjectAsBytes(request -> request.bucket(place.bucket()).key(key)).asUtf8String());
    }

    /** Names of those that have such a note, in the order of the alphabet. */
    public List<String> names(Note note) {
        return noted(note).map(object -> name(note, object)).toList();
    }

    private Stream<S3Object> noted(Note note) {
        return objects("%s/%s/".formatted(place.path(), note));
    }

    private String name(Note note, S3Object object) {
        return object.key().substring("%s/%s/".formatted(place.path(), note).length()).replaceFirst("\\.json$", "");
    }

    /** All that milvus-backup wrote of that one. */
    Stream<S3Object> data(String name) {
        return objects("%s/%s/".formatted(place.data(), name));
    }

    /** By which anybody can tell later whether the same still lies there: a line for each object, in S3's order, that of their keys. */
    public String digest(String name) {
        return digest(data(name));
    }

    static String digest(Stream<S3Object> objects) {
        return DigestUtils.sha256Hex(objects.map(object -> "%s %d\n".formatted(object.key(), object.size())).collect(Collectors.joining()));
    }

    private Stream<S3Object> objects(String prefix) {
        return s3.listObjectsV2Paginator(request -> request.bucket(place.bucket()).prefix(prefix)).contents().stream();
    }

    /**
     * One that is proven, without what its manifest says.
     *
     * @param made when the manifest was written
     */
    public record Listed(String name, Instant made) {

        /** Where it stands in a list, which is the other way round: of those made in the same second the last in the alphabet first. */
        public String position() {
            return made.truncatedTo(ChronoUnit.SECONDS) + " " + name;
        }
    }

    /** Those that are proven, the newest first; none where there is no bucket any more. */
    public List<Listed> list() {
        return AwsErrors.find(() -> noted(Note.manifests).map(object -> new Listed(name(Note.manifests, object), object.lastModified())).toList())
                .orElse(List.of()).stream()
                .sorted(Comparator.comparing(Listed::position).reversed()).toList();
    }

    /** Whether there is one of that name, or something is left of one that is being given up. */
    public boolean knows(String name) {
        return findManifest(name).isPresent() || find(Note.removed, name).isPresent();
    }

    /** @return what is still there of its data, in words; empty when nothing is */
    Optional<String> removeData(String name) {
        return contents("%s/%s/".formatted(place.data(), name)).removePage();
    }

    private BucketContents contents(String prefix) {
        return new BucketContents(s3, place.bucket(), prefix);
    }

    /**
     * Of what is kept under that name the last that is proven: where clients wrote on after the first one, another is made, {@code NAME_2}, and
     * so on.
     */
    public Optional<JsonNode> findKept(String name) {
        return names(Note.manifests).stream().filter(each -> each.matches(Pattern.quote(name) + FURTHER))
                .sorted(Comparator.comparingInt(Backups::number).reversed())
                .flatMap(each -> findManifest(each).stream())
                .filter(manifest -> manifest.path("kept").asBoolean())
                .findFirst();
    }

    /** What the one that is made after that one is called. */
    static String further(String name) {
        return "%s_%d".formatted(name.replaceFirst(FURTHER + "$", ""), number(name) + 1);
    }

    private static int number(String name) {
        Matcher matcher = Pattern.compile(FURTHER + "$").matcher(name);
        return matcher.find() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : 1;
    }

    /** Every backup that is proven, the newest first. */
    public List<JsonNode> manifests() {
        return names(Note.manifests).stream().flatMap(name -> findManifest(name).stream())
                .sorted((one, other) -> other.path("made").asText().compareTo(one.path("made").asText()))
                .toList();
    }
}
