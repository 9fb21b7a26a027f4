package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.AccountRegion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.*;

/** Certificates that people have uploaded to IAM, by name; nobody here does. */
public final class ServerCertificates {

    private record Row(String arn, String path, String pem, X509Certificate certificate) {}

    private final AccountRegion place;
    private final Map<String, Row> rows = new TreeMap<>();

    ServerCertificates(AccountRegion place) {
        this.place = place;
    }

    /** @param path begins and ends with a slash; answers its ARN */
    public String upload(String path, String name, String pem) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            String arn = place.globalArn("iam", "server-certificate" + path + name);
            rows.put(name, new Row(arn, path, pem, certificate));
            return arn;
        } catch (CertificateException e) {
            throw Roles.error(400, "MalformedCertificate", "Unable to parse certificate. " + e.getMessage());
        }
    }

    GetServerCertificateResponse described(String name) {
        Row row = rows.get(name);
        if (row == null) {
            throw Roles.error(404, "NoSuchEntity", "The Server Certificate with name %s cannot be found.".formatted(name));
        }
        return GetServerCertificateResponse.builder()
                .serverCertificate(found -> found.certificateBody(row.pem()).serverCertificateMetadata(metadata -> metadata
                        .arn(row.arn()).path(row.path()).serverCertificateName(name)
                        .expiration(row.certificate().getNotAfter().toInstant())))
                .build();
    }

    /** Kind and size of a certificate's key, as ACM writes them; empty where there is no such certificate. */
    public Optional<String> findKey(String arn) {
        return rows.values().stream().filter(row -> row.arn().equals(arn)).findFirst().map(row -> switch (row.certificate().getPublicKey()) {
            case RSAPublicKey rsa -> "RSA_" + rsa.getModulus().bitLength();
            case ECPublicKey curve when curve.getParams().getOrder().bitLength() == 256 -> "EC_prime256v1";
            default -> "another";
        });
    }
}
