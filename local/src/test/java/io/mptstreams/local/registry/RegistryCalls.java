package io.mptstreams.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Plain HTTP against a registry, for tests that look at status and body. */
final class RegistryCalls {

  /** What came back. */
  record Answer(int status, JsonNode body) {

    int errorCode() {
      return body.path("error_code").asInt();
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String url;

  RegistryCalls(String url) {
    this.url = url;
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer delete(String path) {
    return send("DELETE", path, null);
  }

  Answer post(String path, String body) {
    return send("POST", path, body);
  }

  Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  /** Registers a record with these fields. */
  Answer register(String subject, String fields) {
    return post("/subjects/" + subject + "/versions", schema(fields));
  }

  /** A request's body with a record of these fields. */
  String schema(String fields) {
    String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
    return json.createObjectNode().put("schema", schema).toString();
  }

  private Answer send(String method, String path, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path))
              .header("Content-Type", "application/vnd.schemaregistry.v1+json")
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), json.readTree(response.body()));
    } catch (Exception e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
