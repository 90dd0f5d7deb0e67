package io.mptstreams.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, asked of each registry in turn and again with back-off until somebody answers. Safe
 * for any number of threads; a caller blocks for at most (retries + 1) x URLs x request timeout
 * plus the waits.
 */
final class RegistryTransport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  /** No schema is this large; a registry that answers more is none. */
  private static final int MAX_BODY = 16 * 1024 * 1024;

  private final RegistryClientSettings settings;
  private final HttpClient http;
  private final ObjectMapper json = new ObjectMapper();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int preferred;

  RegistryTransport(RegistryClientSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout());
    settings.tls().ifPresent(tls -> builder.sslContext(TlsContexts.from(tls)));
    this.http = builder.build();
  }

  /**
   * @param path starts with a slash, segments already encoded
   * @param body JSON, or null for none
   * @throws RegistryException when a registry said no
   * @throws RegistryUnavailableException when none answered
   */
  JsonNode send(String method, String path, JsonNode body) {
    IOException last = null;
    for (int attempt = 0; attempt <= settings.retry().retries(); attempt++) {
      if (attempt > 0 && waitBeforeRetry(attempt - 1)) {
        break;
      }
      for (int i = 0; i < settings.urls().size(); i++) {
        int candidate = (preferred + i) % settings.urls().size();
        URI url = URI.create(settings.urls().get(candidate) + path);
        try {
          JsonNode answer = exchange(request(method, url, body));
          preferred = candidate;
          return answer;
        } catch (IOException e) {
          last = e;
          LOG.atDebug().addKeyValue("url", url).setCause(e).log("the registry did not answer");
        }
      }
    }
    throw new RegistryUnavailableException(
        "no schema registry answered at %s: %s"
            .formatted(settings.urls(), last == null ? "closed" : last),
        last);
  }

  /** True when closed meanwhile. */
  private boolean waitBeforeRetry(int retry) {
    Duration wait = settings.retry().wait(retry);
    long millis =
        wait.toMillis() / 2 + ThreadLocalRandom.current().nextLong(wait.toMillis() / 2 + 1);
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private HttpRequest request(String method, URI url, JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).header("Accept", CONTENT_TYPE + ", application/json");
    settings.authorization().ifPresent(value -> request.header("Authorization", value));
    settings.headers().forEach(request::header);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", CONTENT_TYPE);
      request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
    }
    return request.build();
  }

  /** Everything that another attempt may change is an IOException. */
  private JsonNode exchange(HttpRequest request) throws IOException {
    HttpResponse<byte[]> response = whole(request);
    byte[] body = response.body();
    int status = response.statusCode();
    if (status >= 500 || status == 429 || status == 408) {
      throw new IOException("HTTP " + status + " from " + request.uri());
    }
    if (status / 100 == 2) {
      return json.readTree(body);
    }
    throw refusal(status, body);
  }

  /** The client's own timeout ends with the headers; here it holds for the body too. */
  private HttpResponse<byte[]> whole(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, info -> bounded());
    try {
      return answer.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + settings.requestTimeout());
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Collects no more than the bound; what is cut off cannot be read as JSON. */
  private static HttpResponse.BodySubscriber<byte[]> bounded() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.ofByteArrayConsumer(
            part ->
                part.ifPresent(
                    bytes -> body.write(bytes, 0, Math.min(bytes.length, MAX_BODY - body.size())))),
        ended -> body.toByteArray());
  }

  private RegistryException refusal(int status, byte[] body) {
    try {
      JsonNode error = json.readTree(body);
      if (error != null && error.has("error_code")) {
        return new RegistryException(
            status, error.get("error_code").asInt(status), error.path("message").asText());
      }
    } catch (JsonProcessingException e) {
      LOG.atDebug().setCause(e).log("the refusal is not JSON");
    } catch (IOException e) {
      throw new AssertionError("no input or output happens on an array", e);
    }
    String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
    return new RegistryException(status, status, text);
  }

  /** Ends waits before retries. */
  @Override
  public void close() {
    closed.countDown();
  }
}
