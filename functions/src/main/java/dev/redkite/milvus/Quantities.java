package dev.redkite.milvus;

import java.util.Map;
import java.util.TreeMap;

/** Kubernetes quantities, as text so that no number changes its form between here and the cluster. */
final class Quantities {

    private static final int MILLICORES = 1000;
    private static final int MEBIBYTES_PER_GIBIBYTE = 1024;

    private Quantities() {}

    static String cpu(double cores) {
        long thousandths = Math.round(cores * MILLICORES);
        return thousandths % MILLICORES == 0 ? Long.toString(thousandths / MILLICORES) : thousandths + "m";
    }

    static String memory(double gibibytes) {
        long mebibytes = Math.round(gibibytes * MEBIBYTES_PER_GIBIBYTE);
        return mebibytes % MEBIBYTES_PER_GIBIBYTE == 0 ? mebibytes / MEBIBYTES_PER_GIBIBYTE + "Gi" : mebibytes + "Mi";
    }

    /** Requests equal limits: a pod that is promised less than it may use is the first to be evicted. */
    static Map<String, Map<String, String>> resources(double cores, double gibibytes) {
        Map<String, String> both = new TreeMap<>(Map.of("cpu", cpu(cores), "memory", memory(gibibytes)));
        return new TreeMap<>(Map.of("requests", both, "limits", both));
    }
}
