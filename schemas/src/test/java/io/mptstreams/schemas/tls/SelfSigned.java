package io.mptstreams.schemas.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its self-signed certificate for localhost in a PKCS12 store, made by the JDK's keytool.
 */
public record SelfSigned(Path store) {

  private static final String PASSWORD = "secret";

  public static SelfSigned in(Path folder, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).describedAs("keytool").isZero();
    return new SelfSigned(store);
  }

  /** Confluent's keys for a client that trusts this certificate. */
  public Map<String, String> trusted() {
    return keys("truststore");
  }

  /** Confluent's keys for a client that shows this certificate. */
  public Map<String, String> shown() {
    return keys("keystore");
  }

  /** For a server that shows this certificate, and trusts the client's. */
  public SSLContext server(SelfSigned client) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(client.load());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore load() throws Exception {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, PASSWORD.toCharArray());
    }
    return loaded;
  }

  private Map<String, String> keys(String kind) {
    String prefix = "schema.registry.ssl." + kind;
    return Map.of(
        prefix + ".location",
        store.toString(),
        prefix + ".password",
        PASSWORD,
        prefix + ".type",
        "PKCS12");
  }
}
