package dev.redkite.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate of every API server in the sandbox: self-signed, for 127.0.0.1 only.
 *
 * <p>TLS is needed because Helm's client sends a bearer token over nothing else
 * (client-go, tools/clientcmd/client_config.go: IsConfigTransportTLS). The key is one for everybody, so that the
 * certificate authority's data in a trace is the same in every run; it protects nothing but the loopback interface. Made by
 * {@code keytool -genkeypair -keyalg EC -groupname secp256r1 -dname CN=redkite-sandbox -ext bc=ca:true -ext san=ip:127.0.0.1
 * -startdate "2000/01/01 00:00:00" -validity 36524}, the expired one by {@code -certreq} and {@code -gencert -validity 365}.
 */
final class SandboxCertificate {

    private static final char[] PASSWORD = "sandbox".toCharArray();

    private static final class Holder {
        private static final SandboxCertificate INSTANCE = new SandboxCertificate("valid.keystore");
    }

    private static final class Expired {
        private static final SandboxCertificate INSTANCE = new SandboxCertificate("expired.keystore");
    }

    private final SSLContext context;
    private final String authorityData;

    private SandboxCertificate(String file) {
        try (InputStream stream = SandboxCertificate.class.getResourceAsStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stream, PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, PASSWORD);
            context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(store.getCertificate("server").getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
            authorityData = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the sandbox cannot read its certificate", impossible);
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
}
