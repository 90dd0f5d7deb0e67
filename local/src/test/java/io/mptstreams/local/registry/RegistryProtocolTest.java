package io.mptstreams.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.registry.RegistryCalls.Answer;
import io.mptstreams.local.registry.api.RegistryApi;
import io.mptstreams.local.registry.store.MemoryLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients and tools rely on in the protocol beyond registering and reading, over HTTP. */
class RegistryProtocolTest {

  private static final String TEXT = "{\"name\":\"text\",\"type\":\"string\"}";
  private static final String MORE = TEXT + ",{\"name\":\"more\",\"type\":\"int\",\"default\":0}";
  private static final String BROKEN = "{\"schema\":\"{\"}";

  private HttpEndpoint endpoint;
  private RegistryCalls calls;

  @BeforeEach
  void start() throws IOException {
    endpoint = HttpEndpoint.start("127.0.0.1", 0, new RegistryApi(new MemoryLog()));
    calls = new RegistryCalls(endpoint.url());
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void givesListsInPages() {
    for (String subject : List.of("a-1", "a-2", "a-3", "b-1")) {
      calls.register(subject, TEXT);
    }
    calls.register("a-1", MORE);

    assertThat(calls.get("/subjects?subjectPrefix=a-&offset=1&limit=1").body())
        .hasToString("[\"a-2\"]");
    assertThat(calls.get("/subjects?subjectPrefix=%3A*%3A").body()).hasSize(4);
    assertThat(calls.get("/subjects?subjectPrefix=%3A.%3Aa").body()).hasSize(3);
    assertThat(calls.get("/subjects/a-1/versions?offset=1").body()).hasToString("[2]");
    assertThat(calls.get("/schemas/ids/1/subjects?limit=2").body())
        .hasToString("[\"a-1\",\"a-2\"]");
    assertThat(calls.get("/schemas/ids/1/versions?offset=3").body())
        .hasToString("[{\"subject\":\"b-1\",\"version\":1}]");
    assertThat(calls.get("/schemas?subjectPrefix=a-&latestOnly=true&limit=1").body().toString())
        .contains("\"subject\":\"a-1\",\"version\":2");
    assertThat(calls.get("/subjects?limit=x").errorCode()).isEqualTo(400);
  }

  @Test
  void saysSoWhenASchemaIsNoString() {
    Answer object = calls.post("/subjects/s/versions", "{\"schema\":{\"type\":\"string\"}}");
    Answer array = calls.post("/subjects/s", "{\"schema\":[\"string\"]}");

    assertThat(object.errorCode()).isEqualTo(400);
    assertThat(object.body().toString()).contains("has to be a string", "was an object");
    assertThat(array.errorCode()).isEqualTo(400);
    assertThat(calls.post("/subjects/s/versions", "{\"schema\":null}").body().toString())
        .contains("42201", "Empty schema");
    assertThat(calls.post("/subjects/s/versions", "{\"schema\":7}").errorCode()).isEqualTo(42201);
  }

  @Test
  void listsDeletedSubjectsOnlyWhenAsked() {
    calls.register("live", TEXT);
    calls.register("gone", TEXT);
    calls.delete("/subjects/gone");

    assertThat(calls.get("/subjects").body()).hasToString("[\"live\"]");
    assertThat(calls.get("/subjects?deleted=true").body()).hasToString("[\"gone\",\"live\"]");
    assertThat(calls.get("/subjects?deletedOnly=true").body()).hasToString("[\"gone\"]");
    assertThat(calls.get("/subjects/gone/versions/latest").errorCode()).isEqualTo(40401);
    assertThat(calls.get("/subjects/gone/versions/latest?deleted=true").status()).isEqualTo(200);
    assertThat(calls.post("/subjects/gone", calls.schema(TEXT)).errorCode()).isEqualTo(40401);
    assertThat(calls.post("/subjects/gone?deleted=true", calls.schema(TEXT)).status())
        .isEqualTo(200);
  }

  @Test
  void answersHeadTrailingSlashesAndPlainJson() throws Exception {
    HttpResponse<byte[]> head = send("HEAD", "/subjects", "*/*");
    HttpResponse<byte[]> slash = send("GET", "/subjects/", "*/*");
    HttpResponse<byte[]> plain = send("GET", "/schemas/types", "application/json");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(slash.body()).asString().isEqualTo("[]");
    assertThat(slash.headers().firstValue("Content-Type"))
        .contains("application/vnd.schemaregistry.v1+json");
    assertThat(plain.body()).asString().isEqualTo("[\"AVRO\"]");
    assertThat(plain.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void everythingIsCompatibleWithASubjectThatIsNotThereYet() {
    String latest = "/compatibility/subjects/new/versions/latest";

    assertThat(calls.post(latest, calls.schema(TEXT)).body())
        .hasToString("{\"is_compatible\":true}");
    assertThat(calls.post("/compatibility/subjects/new/versions/1", calls.schema(TEXT)).status())
        .isEqualTo(404);
    assertThat(calls.post(latest, BROKEN).errorCode()).isEqualTo(42201);
    Answer verbose = calls.post(latest + "?verbose=true", BROKEN);
    assertThat(verbose.body().path("is_compatible").asBoolean(true)).isFalse();
    assertThat(verbose.body().path("messages").get(0).asText()).startsWith("Invalid schema");
  }

  @Test
  void takesANumberOnlyWhereItFits() {
    calls.register("s", TEXT);
    String first = calls.schema(TEXT);
    String second = calls.schema(MORE);

    assertThat(calls.post("/subjects/s/versions", with(first, "\"id\":99")).errorCode())
        .isEqualTo(42205);
    assertThat(calls.post("/subjects/s/versions", with(second, "\"version\":7")).errorCode())
        .isEqualTo(42201);
    assertThat(
            calls
                .post("/subjects/s/versions", with(second, "\"version\":2,\"id\":-1"))
                .body()
                .path("version")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void aSubjectInReadOnlyModeKeepsItsLevelToo() {
    calls.register("s", TEXT);
    calls.put("/mode/s", "{\"mode\":\"READONLY\"}");

    assertThat(calls.register("s", TEXT).status()).isEqualTo(200);
    assertThat(calls.register("s", MORE).errorCode()).isEqualTo(42205);
    assertThat(calls.delete("/subjects/s").errorCode()).isEqualTo(42205);
    assertThat(calls.put("/config/s", "{\"compatibility\":\"NONE\"}").errorCode()).isEqualTo(42205);
    assertThat(calls.delete("/config/s").status()).isEqualTo(404);
    assertThat(calls.get("/mode/s?defaultToGlobal=true").body())
        .hasToString("{\"mode\":\"READONLY\"}");
    assertThat(calls.get("/mode/other?defaultToGlobal=true").body())
        .hasToString("{\"mode\":\"READWRITE\"}");
    assertThat(calls.get("/config/other?defaultToGlobal=true").body())
        .hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
  }

  @Test
  void theRegistryInReadOnlyOverrideWinsOverASubjectsMode() {
    calls.put("/mode/s", "{\"mode\":\"READWRITE\"}");
    calls.put("/mode", "{\"mode\":\"READONLY_OVERRIDE\"}");
    assertThat(calls.register("s", TEXT).errorCode()).isEqualTo(42205);

    calls.put("/mode", "{\"mode\":\"READONLY\"}");
    assertThat(calls.register("s", TEXT).status()).isEqualTo(200);
    assertThat(calls.register("t", TEXT).errorCode()).isEqualTo(42205);
  }

  @Test
  void importTakesIdsAndVersionsAsTheyAreElsewhere() {
    calls.register("s", TEXT);
    assertThat(calls.put("/mode/s", "{\"mode\":\"IMPORT\"}").errorCode()).isEqualTo(42205);
    calls.delete("/subjects/s");
    assertThat(calls.put("/mode/s", "{\"mode\":\"IMPORT\"}").status()).isEqualTo(200);

    String text = calls.schema(TEXT);
    assertThat(calls.post("/subjects/s/versions", text).errorCode()).isEqualTo(42205);
    assertThat(
            calls
                .post("/subjects/s/versions", with(text, "\"version\":1,\"id\":500"))
                .body()
                .path("id")
                .asInt())
        .isEqualTo(500);
    String other = with(calls.schema(MORE), "\"version\":3,\"id\":500");
    assertThat(calls.post("/subjects/s/versions", other).errorCode()).isEqualTo(42205);
    assertThat(calls.put("/mode/s", "{\"mode\":\"IMPORT\"}").status()).isEqualTo(200);
  }

  @Test
  void whatWasSetForASubjectGoesWithItsLastVersion() {
    calls.register("s", TEXT);
    calls.register("s", MORE);
    calls.put("/config/s", "{\"compatibility\":\"FULL\"}");
    calls.put("/mode/s", "{\"mode\":\"READWRITE\"}");
    calls.delete("/subjects/s");

    calls.delete("/subjects/s/versions/1?permanent=true");
    assertThat(calls.get("/config/s").status()).isEqualTo(200);
    calls.delete("/subjects/s/versions/2?permanent=true");

    assertThat(calls.get("/config/s").errorCode()).isEqualTo(40408);
    assertThat(calls.get("/mode/s").errorCode()).isEqualTo(40409);
    assertThat(calls.delete("/config/s").errorCode()).isEqualTo(40401);
    assertThat(calls.register("s", MORE).body().path("version").asInt()).isEqualTo(1);
  }

  @Test
  void twoSchemasThatReferToTheSameThirdOne() {
    calls.register("r", TEXT);
    calls.post("/subjects/a/versions", using("A", "R", reference("R", "r")));
    calls.post("/subjects/b/versions", using("B", "R", reference("R", "r")));

    String both =
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"D\\\",\\\"fields\\\":["
            + "{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"A\\\"},"
            + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"B\\\"}]}\",\"references\":["
            + reference("A", "a")
            + ","
            + reference("B", "b")
            + "]}";
    Answer registered = calls.post("/subjects/d/versions", both);

    assertThat(registered.status()).describedAs("%s", registered.body()).isEqualTo(200);
    assertThat(registered.body().path("schema").asText()).doesNotContain("\"text\"");
    assertThat(calls.post("/subjects/d", both).body().path("version").asInt()).isEqualTo(1);
    assertThat(calls.get("/subjects/r/versions/1/referencedby").body()).hasSize(2);
    assertThat(calls.post("/subjects/x/versions", using("X", "R", reference("R", "z"))).errorCode())
        .isEqualTo(42201);
  }

  @Test
  void aSchemaThatUsesATypeWhichTheOneItRefersToDefinesInside() {
    calls.register(
        "r",
        "{\"name\":\"n\",\"type\":{\"type\":\"record\",\"name\":\"N\",\"fields\":[" + TEXT + "]}}");

    Answer registered = calls.post("/subjects/a/versions", using("A", "N", reference("R", "r")));

    assertThat(registered.status()).describedAs("%s", registered.body()).isEqualTo(200);
    assertThat(registered.body().path("schema").asText()).doesNotContain("\"text\"");
  }

  @Test
  void aSoftlyDeletedReferrerStillProtectsFromErasure() {
    calls.register("r", TEXT);
    calls.post("/subjects/a/versions", using("A", "R", reference("R", "r")));
    assertThat(calls.delete("/subjects/r").errorCode()).isEqualTo(42206);

    calls.delete("/subjects/a");
    assertThat(calls.delete("/subjects/r").status()).isEqualTo(200);
    assertThat(calls.delete("/subjects/r?permanent=true").errorCode()).isEqualTo(42206);
    assertThat(calls.get("/subjects/r/versions/1/referencedby").body()).isEmpty();
    assertThat(calls.get("/subjects/r/versions/1/referencedby?deleted=true").body()).hasSize(1);
  }

  @Test
  void refusesWhatItWouldForget() {
    String text = calls.schema(TEXT);
    String rules = "\"ruleSet\":{\"domainRules\":[{\"name\":\"r\"}]}";

    assertThat(calls.post("/subjects/s/versions", with(text, rules)).errorCode()).isEqualTo(42205);
    assertThat(
            calls
                .put("/config/s", "{\"compatibility\":\"FULL\",\"normalize\":true}")
                .body()
                .path("message")
                .asText())
        .contains("normalize");
    assertThat(
            calls
                .post("/subjects/s/versions", with(text, "\"metadata\":null,\"ruleSet\":{}"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void keepsLogicalTypesAndWhateverElseStandsInASchema() {
    String fields =
        "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"},"
            + "\"doc\":\"when\",\"x\":{\"p\":1}},"
            + "{\"name\":\"d\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\","
            + "\"precision\":9,\"scale\":2},\"default\":\"\"},"
            + "{\"name\":\"odd\",\"type\":{\"type\":\"string\",\"logicalType\":\"ours\"},\"default\":\"\"}";

    calls.register("s", fields);

    assertThat(calls.get("/subjects/s/versions/1/schema").body().asText())
        .isEqualTo("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
  }

  private HttpResponse<byte[]> send(String method, String path, String accept) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.url() + path))
            .header("Accept", accept)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String with(String body, String fields) {
    return body.replaceFirst("\\{", "{" + fields + ",");
  }

  private static String reference(String name, String subject) {
    return "{\"name\":\"%s\",\"subject\":\"%s\",\"version\":1}".formatted(name, subject);
  }

  private static String using(String name, String type, String reference) {
    return ("{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"%s\\\",\\\"fields\\\":["
            + "{\\\"name\\\":\\\"r\\\",\\\"type\\\":\\\"%s\\\"}]}\",\"references\":[%s]}")
        .formatted(name, type, reference);
  }
}
