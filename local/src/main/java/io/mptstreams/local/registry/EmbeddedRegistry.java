package io.mptstreams.local.registry;

import io.mptstreams.local.registry.api.RegistryApi;
import io.mptstreams.local.registry.store.SchemaLog;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry for local stacks and tests. Schemas live in a compacted topic and survive
 * restarts; several instances may run on one topic, and whichever is asked to write does so alone.
 * Safe for any number of threads.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);

  private final SchemaLog schemaLog;
  private final HttpEndpoint endpoint;

  private EmbeddedRegistry(SchemaLog schemaLog, HttpEndpoint endpoint) {
    this.schemaLog = schemaLog;
    this.endpoint = endpoint;
  }

  /**
   * Returns when all schemas have been read and clients are served.
   *
   * @throws IOException when the port cannot be had
   * @throws io.mptstreams.local.registry.store.StoreException when the broker cannot be reached
   */
  public static EmbeddedRegistry start(RegistrySettings settings) throws IOException {
    SchemaLog log = SchemaLog.open(settings.log());
    try {
      HttpEndpoint endpoint =
          HttpEndpoint.start(settings.host(), settings.port(), new RegistryApi(log));
      EmbeddedRegistry registry = new EmbeddedRegistry(log, endpoint);
      LOG.atInfo()
          .addKeyValue("url", registry.url())
          .addKeyValue("topic", settings.topic())
          .log("the schema registry is up");
      return registry;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** Where clients find it. */
  public String url() {
    return endpoint.url();
  }

  /** Answers what is under way, then stops. */
  @Override
  public void close() {
    endpoint.close();
    schemaLog.close();
  }
}
