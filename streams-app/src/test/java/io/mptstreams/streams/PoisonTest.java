package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bad inputs of every kind among good ones; larger by {@code -Dmpt.poison.good=10000}. */
class PoisonTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int GOOD = Integer.getInteger("mpt.poison.good", 1_000);
  private static final int EVERY = 10;

  @Test
  void turnsEachBadInputIntoADeadLetterAndScoresAllOthers() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults())) {
      lab.define(Samples.mood("mood"), pairTask());
      Map<ErrorCode, byte[]> poison = poison(lab);
      List<ErrorCode> kinds = List.copyOf(poison.keySet());
      try (ScorerApp app = ScorerApp.start(lab.settings(), engine, miniLm::prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
          Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
        for (int i = 0; i < GOOD; i++) {
          lab.sendEvent("good" + i, Samples.event("word " + i, "mood"));
          if (i % EVERY == 0) {
            ErrorCode kind = kinds.get(i / EVERY % kinds.size());
            lab.sendRaw(lab.topics().sharedEvents().name(), kind.name(), poison.get(kind));
          }
        }
        lab.flush();

        int bad = GOOD / EVERY;
        assertThat(dead.until(all -> all.size() >= bad, Duration.ofMinutes(10)))
            .hasSize(bad)
            .allSatisfy(
                letter -> {
                  assertThat(letter.header(DeadLetterHeaders.CODE)).isEqualTo(letter.key());
                  assertThat(letter.header(DeadLetterHeaders.OFFSET)).isNotNull();
                  assertThat(letter.value()).isEqualTo(poison.get(ErrorCode.valueOf(letter.key())));
                });
        assertThat(predictions.until(all -> all.size() >= GOOD, Duration.ofMinutes(10)))
            .extracting(Lab.Read::key)
            .hasSize(GOOD)
            .doesNotHaveDuplicates();
        assertThat(app.view().live()).isTrue();
      }
    }
  }

  private static Map<ErrorCode, byte[]> poison(Lab lab) {
    Topic<TextEvent> topic = lab.topics().sharedEvents();
    Map<ErrorCode, byte[]> all = new LinkedHashMap<>();
    byte[] fine = bytes(lab, topic, Samples.event("fine", "mood"));
    all.put(ErrorCode.NOT_AVRO, new byte[] {7, 7, 7});
    byte[] unknownSchema = fine.clone();
    unknownSchema[1] = 0x7f;
    all.put(ErrorCode.UNKNOWN_SCHEMA, unknownSchema);
    byte[] cut = java.util.Arrays.copyOf(fine, fine.length - 3);
    all.put(ErrorCode.SCHEMA_MISMATCH, cut);
    byte[] notUtf8 = fine.clone();
    notUtf8[6] = (byte) 0xff;
    all.put(ErrorCode.INVALID_UNICODE, notUtf8);
    all.put(ErrorCode.EMPTY_TEXT, bytes(lab, topic, Samples.event(" ", "mood")));
    all.put(
        ErrorCode.TEXT_TOO_LARGE,
        bytes(lab, topic, Samples.event("x".repeat(1024 * 1024), "mood")));
    all.put(ErrorCode.NO_TASK, bytes(lab, topic, Samples.event("no task")));
    all.put(ErrorCode.UNKNOWN_TASK, bytes(lab, topic, Samples.event("unknown", "nobody")));
    all.put(ErrorCode.MISSING_TEXT_PAIR, bytes(lab, topic, Samples.event("one text", "pair")));
    return all;
  }

  private static byte[] bytes(Lab lab, Topic<TextEvent> topic, TextEvent event) {
    return lab.serdes().of(topic).serializer().serialize(topic.name(), event);
  }

  private static TaskDefinition pairTask() {
    return new TaskDefinition(
        "pair",
        TaskKind.PAIR,
        List.of(new LabelDefinition("same", "same"), new LabelDefinition("other", "other")),
        "",
        Optional.empty(),
        true,
        OptionalLong.empty(),
        Samples.REGISTERED);
  }
}
