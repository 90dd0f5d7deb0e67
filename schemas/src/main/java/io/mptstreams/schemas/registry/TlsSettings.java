package io.mptstreams.schemas.registry;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Stores for TLS.
 *
 * @param trustStore certificates to trust instead of the platform's
 * @param keyStore this client's own certificate
 */
public record TlsSettings(Optional<Store> trustStore, Optional<Store> keyStore) {

  /**
   * One store.
   *
   * @param password of the file; empty for PEM and for stores without one
   * @param keyPassword of the key in it, where that has another one
   * @param type JKS, PKCS12 or PEM
   */
  public record Store(
      Path location, Optional<String> password, Optional<String> keyPassword, String type) {

    /** Passwords do not belong into logs. */
    @Override
    public String toString() {
      return "Store[" + location + ", " + type + "]";
    }
  }
}
