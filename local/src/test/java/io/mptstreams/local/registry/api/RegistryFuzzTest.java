package io.mptstreams.local.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.registry.store.MemoryLog;
import io.mptstreams.schemas.fuzz.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged requests get an answer of the protocol; none crashes, hangs or asks for memory. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistryFuzzTest {

  private static final int FRESH_START = 500;
  private static final long MAX_ALLOCATION = 8 * 1024 * 1024;

  private static final String RECORD =
      "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":"
          + "\\\"t\\\",\\\"type\\\":[\\\"null\\\",\\\"string\\\"],\\\"default\\\":null}]}\",\"references\":"
          + "[{\"name\":\"Q\",\"subject\":\"q\",\"version\":1}]}";

  /** Method, path with query, and body, a line break between them. */
  private static final List<byte[]> SEEDS =
      List.of(
          seed("POST", "/subjects/s/versions?normalize=true", "{\"schema\":\"\\\"int\\\"\"}"),
          seed("POST", "/subjects/s/versions", RECORD),
          seed("POST", "/subjects/s?deleted=true", "{\"schema\":\"\\\"string\\\"\"}"),
          seed("POST", "/compatibility/subjects/s/versions/latest?verbose=true", RECORD),
          seed("GET", "/subjects/s/versions/1/schema", ""),
          seed("GET", "/schemas/ids/1?fetchMaxId=true&subject=", ""),
          seed("GET", "/schemas?subjectPrefix=s&offset=0&limit=10", ""),
          seed("PUT", "/config/s?defaultToGlobal=true", "{\"compatibility\":\"FULL_TRANSITIVE\"}"),
          seed("PUT", "/mode/s?force=true", "{\"mode\":\"READWRITE\"}"),
          seed("DELETE", "/subjects/s/versions/1?permanent=true", ""),
          seed("DELETE", "/subjects/a%2Fb", ""));

  private RegistryApi api;
  private int requests;

  @Test
  void damagedRequestsAreAnsweredOrRefused() {
    TreeMap<Integer, Integer> statuses = new TreeMap<>();
    new Fuzzing(SEEDS, MAX_ALLOCATION)
        .run(
            input -> {
              if (requests++ % FRESH_START == 0) {
                api = new RegistryApi(new MemoryLog());
              }
              statuses.merge(status(api, input), 1, Integer::sum);
            });
    assertThat(statuses.keySet()).contains(200, 400, 404, 405, 422).doesNotContain(500);
  }

  private static int status(RegistryApi api, byte[] input) {
    String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 3);
    String target = parts.length > 1 ? parts[1] : "";
    int question = target.indexOf('?');
    byte[] body = parts.length > 2 ? parts[2].getBytes(StandardCharsets.UTF_8) : new byte[0];
    try {
      ApiRequest request =
          ApiRequest.of(
              parts[0],
              question < 0 ? target : target.substring(0, question),
              question < 0 ? null : target.substring(question + 1),
              body);
      return api.handle(request).status();
    } catch (ApiException e) {
      return RegistryApi.refusal(e.error(), e.getMessage()).status();
    }
  }

  private static byte[] seed(String method, String target, String body) {
    return (method + "\n" + target + "\n" + body).getBytes(StandardCharsets.UTF_8);
  }
}
