package io.mptstreams.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import java.util.List;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.CompatibilityChecker;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.CompatibilityLevel;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The registry's verdicts are those of Confluent's own rules, which their client brings along. */
class ConfluentRulesTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final List<AvroSchema> SCHEMAS =
      List.of(
          record("{'name':'t','type':'string'}"),
          record("{'name':'t','type':['null','string'],'default':null}"),
          record("{'name':'t','type':'bytes'}"),
          record("{'name':'t','type':'string'},{'name':'n','type':'int','default':0}"),
          record("{'name':'t','type':'string'},{'name':'n','type':'long'}"),
          record("{'name':'u','type':'string','aliases':['t']}"),
          record("{'name':'e','type':{'type':'enum','name':'E','symbols':['A','B']}}"),
          record(
              "{'name':'e','type':{'type':'enum','name':'E','symbols':['A','B','C'],'default':'A'}}"),
          record("{'name':'x','type':{'type':'array','items':['int','string']}}"),
          record("{'name':'x','type':{'type':'array','items':'int'}}"));

  private final SchemaRegistryClient client =
      new CachedSchemaRegistryClient(List.of(kafka.registryUrl()), 1000);

  @Test
  void judgesAsConfluentDoesAtEveryLevel() throws Exception {
    RestService rest = new RestService(kafka.registryUrl());
    for (int first = 0; first < SCHEMAS.size(); first += 2) {
      String subject = kafka.uniqueName("rules");
      List<AvroSchema> history =
          List.of(SCHEMAS.get(first), SCHEMAS.get((first + 1) % SCHEMAS.size()));
      client.updateCompatibility(subject, "NONE");
      for (AvroSchema version : history) {
        client.register(subject, version);
      }
      for (CompatibilityLevel level : CompatibilityLevel.values()) {
        client.updateCompatibility(subject, level.name);
        for (AvroSchema candidate : SCHEMAS) {
          boolean expected =
              CompatibilityChecker.checker(level).isCompatible(candidate, history).isEmpty();
          List<String> violations =
              rest.testCompatibility(
                  candidate.canonicalString(), "AVRO", List.of(), subject, null, true);

          assertThat(violations.isEmpty())
              .describedAs("%s after %s at %s: %s", candidate, history, level, violations)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void normalizesWhatConfluentNormalizesToTheSame() throws Exception {
    String subject = kafka.uniqueName("normal");
    AvroSchema one =
        schema(
            "{'type':'record','name':'R','namespace':'a','doc':'d','x':{'p':1,'q':2},'k':'v',"
                + "'aliases':['C','B'],'fields':[{'name':'t','type':{'type':'string'},'order':'ascending'}]}");
    AvroSchema same =
        schema(
            "{'k':'v','fields':[{'type':'string','name':'t'}],'aliases':['B','C'],"
                + "'name':'a.R','x':{'q':2,'p':1},'doc':'d','type':'record'}");
    AvroSchema other =
        schema(
            "{'type':'record','name':'a.R','doc':'d','x':{'p':1,'q':2},'k':'w',"
                + "'aliases':['C','B'],'fields':[{'name':'t','type':'string'}]}");
    assertThat(same.normalize()).isEqualTo(one.normalize());
    assertThat(other.normalize()).isNotEqualTo(one.normalize());
    client.updateCompatibility(subject, "NONE");

    int id = client.register(subject, one, true);

    assertThat(client.register(subject, same, true)).isEqualTo(id);
    assertThat(client.getId(subject, same, true)).isEqualTo(id);
    assertThat(client.register(subject, other, true)).isNotEqualTo(id);
    assertThat(client.getAllVersions(subject)).containsExactly(1, 2);
    AvroSchema stored = (AvroSchema) client.getSchemaById(id);
    assertThat(stored.normalize()).isEqualTo(one.normalize());
  }

  private static AvroSchema record(String fields) {
    return schema("{'type':'record','name':'R','fields':[" + fields + "]}");
  }

  private static AvroSchema schema(String text) {
    return new AvroSchema(text.replace('\'', '"'));
  }
}
