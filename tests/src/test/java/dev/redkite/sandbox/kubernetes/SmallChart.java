package dev.redkite.sandbox.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A chart of one template, with a kind of resource of its own and two values. */
public final class SmallChart {

    private SmallChart() {}

    /** Into that directory. */
    public static void write(Path chart, String template) throws IOException {
        Files.createDirectories(chart.resolve("templates"));
        Files.createDirectories(chart.resolve("crds"));
        Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: small, version: 1.0.0}\n");
        Files.writeString(chart.resolve("values.yaml"), "replicas: 1\nlevel: info\n");
        Files.writeString(chart.resolve("crds/kite.yaml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: kites.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {plural: kites, singular: kite, kind: Kite}
                  versions:
                  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
                """);
        Files.writeString(chart.resolve("templates/all.yaml"), template);
    }
}
