package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What people should know before they agree to an update, besides what any plan warns of. */
final class UpdateWarnings {

    static final String ANOTHER_ADDRESS_OF_MILVUS =
            "Milvus' load balancer is replaced, for its scheme is fixed: its address changes, and connections break for some minutes.";
    static final String ANOTHER_ADDRESS_OF_ATTU = "Attu's load balancer is replaced, for its scheme is fixed: its address changes.";
    static final String ANOTHER_LOAD_BALANCER_OF_MILVUS =
            "Milvus' load balancer is replaced, for its scheme is fixed: its name leads to the new one once that is healthy, and connections break for some minutes.";
    static final String ANOTHER_LOAD_BALANCER_OF_ATTU =
            "Attu's load balancer is replaced, for its scheme is fixed: its name leads to the new one once that is healthy.";
    /** https://docs.aws.amazon.com/msk/latest/developerguide/msk-update-storage.html */
    static final String SIX_HOURS = "MSK lets at least six hours pass before the brokers' volumes can grow again.";

    static final String ELSEWHERE = "backups lie there from then on; earlier ones stay where they are";

    private UpdateWarnings() {}

    /** Sentences; none when nothing but the ordinary happens. */
    static List<String> of(CurrentEnvironment current, Plan next) {
        List<String> sentences = new ArrayList<>();
        if (current.deletionProtected() && !next.deletionProtected()) {
            sentences.add("The environment is protected no longer, for the request does not say \"protected\": true: it can be torn down from then on.");
        }
        if (current.found().metadataOpen()) {
            sentences.add("The nodes' metadata service answers pods no longer: pods of your own that act by the nodes' role need one of their service account's before.");
        }
        if (current.planned() == null) {
            return sentences;
        }
        sentences.addAll(current.milvus().isEmpty() ? List.of() : ofMilvus(current.planned(), next));
        if (!current.planned().storage().backups().name().equals(next.storage().backups().name())) {
            sentences.add(backupsElsewhere(current.planned(), next));
        }
        Set<String> former = new TreeSet<>(current.planned().tags().keySet());
        former.removeAll(new HashSet<>(next.tags().keySet()));
        if (!former.isEmpty()) {
            sentences.add("Tags that are no longer wanted stay on the AWS resources that carry them: %s."
                    .formatted(String.join(", ", former)));
        }
        if (current.kafka().filter(kafka -> kafka.volumeGibibytes() < next.kafka().volumeGibibytes()).isPresent()) {
            sentences.add(SIX_HOURS);
        }
        return sentences;
    }

    private static List<String> ofMilvus(Plan current, Plan next) {
        List<String> sentences = new ArrayList<>();
        if (next.milvus().upgradesFrom() != null) {
            sentences.add(upgrade(next.milvus().upgradesFrom(), next.milvus().version()));
        }
        if (current.exposure().scheme() != next.exposure().scheme()) {
            sentences.add(anotherAddressOfMilvus(next));
        }
        if (current.attu().enabled() && next.attu().enabled() && current.attu().scheme() != next.attu().scheme()) {
            sentences.add(anotherAddressOfAttu(next));
        }
        if (current.exposure().domain() != null && !current.exposure().domain().equals(next.exposure().domain())) {
            sentences.add("Nothing is called %s any more: clients that go by that name lose Milvus."
                    .formatted(next.names().milvusHost(current.exposure().domain().zone())));
        }
        if ((current.exposure().certificateArn() == null) != (next.exposure().certificateArn() == null)) {
            sentences.add(encryption(next.exposure()));
        }
        if (current.milvus().authentication() != next.milvus().authentication()) {
            sentences.add(login(next.milvus().authentication(), next.names()));
        }
        return sentences;
    }

    private static String backupsElsewhere(Plan current, Plan next) {
        String bucket = current.storage().backups().name();
        return "Backups lie in the bucket %s from then on. Those in %s stay there, are neither listed nor restored nor counted, and are again once the environment's backups lie there again."
                .formatted(next.storage().backups().name(), bucket);
    }

    private static String upgrade(String from, String to) {
        MilvusWays ways = new MilvusWays(Catalog.load());
        return "Milvus goes from %s to %s in place: %s. %s".formatted(from, to, ways.upgrade(from, to), ways.back(from));
    }

    static String anotherAddressOfMilvus(Plan next) {
        return next.exposure().domain() == null ? ANOTHER_ADDRESS_OF_MILVUS : ANOTHER_LOAD_BALANCER_OF_MILVUS;
    }

    static String anotherAddressOfAttu(Plan next) {
        return next.exposure().domain() == null ? ANOTHER_ADDRESS_OF_ATTU : ANOTHER_LOAD_BALANCER_OF_ATTU;
    }

    static String encryption(Plan.Exposure next) {
        return next.certificateArn() == null
                ? "Milvus' load balancer no longer speaks TLS: clients that do (https://) lose Milvus until they go by http://."
                : "Milvus' load balancer speaks TLS from then on, and nothing else: clients lose Milvus until they go by https://.";
    }

    /** @param asked whether Milvus asks for one from now on, or does so no longer */
    static String login(boolean asked, Names names) {
        return asked ? "Milvus asks for a login from now on: root's password was generated and is in the secret %s of Secrets Manager, and clients without one are refused."
                        .formatted(names.rootSecret())
                : "Milvus no longer asks for a login: whoever reaches it may do anything.";
    }
}
