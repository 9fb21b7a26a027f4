package dev.redkite.sandbox.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate of every API server in the sandbox: self-signed, for 127.0.0.1 only.
 *
 * <p>TLS is needed because Helm's client sends a bearer token over nothing else
 * (client-go, tools/clientcmd/client_config.go: IsConfigTransportTLS). The key comes from a fixed seed, so that the
 * certificate authority's data in a trace is the same in every run; it protects nothing but the loopback interface.
 * The JDK has no public API that makes certificates, so the few structures of RFC 5280 are written here.
 */
final class SandboxCertificate {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int BOOLEAN = 0x01;

    private static final byte[] ECDSA_WITH_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2};
    private static final byte[] COMMON_NAME = {0x55, 4, 3};
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = {0x55, 0x1D, 0x11};
    private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1D, 0x13};

    private static final class Holder {
        private static final SandboxCertificate INSTANCE = new SandboxCertificate(time(GENERALIZED_TIME, "21000101000000Z"));
    }

    private static final class Expired {
        private static final SandboxCertificate INSTANCE = new SandboxCertificate(time(UTC_TIME, "010101000000Z"));
    }

    private final SSLContext context;
    private final String authorityData;

    private SandboxCertificate(byte[] end) {
        try {
            SecureRandom seeded = SecureRandom.getInstance("SHA1PRNG");
            seeded.setSeed("redkite sandbox".getBytes(StandardCharsets.UTF_8));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), seeded);
            KeyPair keys = generator.generateKeyPair();
            byte[] certificate = sign(keys, seeded, end);
            context = context(keys, certificate);
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                    + "\n-----END CERTIFICATE-----\n";
            authorityData = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the sandbox cannot make its certificate", impossible);
        }
    }

    static SandboxCertificate instance() {
        return Holder.INSTANCE;
    }

    /** Of the same key, and valid for the first year of the century only. */
    static SandboxCertificate expired() {
        return Expired.INSTANCE;
    }

    SSLContext context() {
        return context;
    }

    /** As EKS gives it: the PEM text in base64. */
    String authorityData() {
        return authorityData;
    }

    private static SSLContext context(KeyPair keys, byte[] certificate) throws GeneralSecurityException, IOException {
        Certificate parsed =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {parsed});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static byte[] sign(KeyPair keys, SecureRandom random, byte[] end) throws GeneralSecurityException {
        byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE,
                der(OBJECT_IDENTIFIER, COMMON_NAME),
                der(UTF8_STRING, "redkite-sandbox".getBytes(StandardCharsets.UTF_8)))));
        byte[] validity = der(SEQUENCE, time(UTC_TIME, "000101000000Z"), end);
        byte[] loopback = der(SEQUENCE, der(0x87, new byte[] {127, 0, 0, 1}));
        byte[] extensions = der(0xA3, der(SEQUENCE,
                extension(SUBJECT_ALTERNATIVE_NAME, loopback),
                extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(BOOLEAN, new byte[] {(byte) 0xFF})))));
        byte[] body = der(SEQUENCE,
                der(0xA0, der(INTEGER, new byte[] {2})),
                der(INTEGER, BigInteger.ONE.toByteArray()),
                algorithm, name, validity, name, keys.getPublic().getEncoded(), extensions);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate(), random);
        signature.update(body);
        return der(SEQUENCE, body, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
    }

    private static byte[] extension(byte[] identifier, byte[] value) {
        return der(SEQUENCE, der(OBJECT_IDENTIFIER, identifier), der(OCTET_STRING, value));
    }

    private static byte[] time(int tag, String time) {
        return der(tag, time.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 128) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int zeros = bytes[0] == 0 ? 1 : 0;
            out.write(0x80 | bytes.length - zeros);
            out.write(bytes, zeros, bytes.length - zeros);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
