package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Bad inputs of every kind among good ones: events and feedback become dead letters, feedback for
 * events that never were comes late, updates are refused on the ledger. Larger by {@code
 * -Dmpt.poison.good=10000}, which makes a thousand dead letters.
 */
class PoisonTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int GOOD = Integer.getInteger("mpt.poison.good", 1_000);
  private static final int EVERY = 10;
  private static final int BAD = GOOD / EVERY;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final List<String> LABELS = List.of("happy", "sad");

  @Test
  void givesEachBadInputItsCodeAndScoresAllGoodOnes() throws Exception {
    try (Lab lab = new Lab(kafka);
        BatchingEngine engine =
            new BatchingEngine(miniLm.backbone(), EngineSettings.defaults().withWorkers(2))) {
      lab.define(Samples.mood("mood"), pairTask());
      lab.send(lab.topics().taskUpdates(), "mood", update(5, 0));
      lab.flush();
      List<Poison> events = events(lab);
      List<TaskUpdate> updates = updates();
      try (ScorerApp app =
              ScorerApp.start(
                  lab.settings("feedback.wait", "1s", "feedback.sweep-interval", "1s"),
                  engine,
                  miniLm::prompt);
          Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
          Lab.Tail<Feedback> late = lab.tail(lab.topics().feedbackLate());
          Lab.Tail<LedgerEntry> ledger = lab.tail(lab.topics().ledger());
          Lab.Tail<byte[]> dead = lab.tailRaw(lab.topics().deadLetters().name())) {
        for (int i = 0; i < GOOD; i++) {
          lab.sendEvent("good" + i, Samples.event("word " + i, "mood"));
          if (i % EVERY == 0) {
            int n = i / EVERY;
            Poison poison = events.get(n % events.size());
            lab.sendRaw(poison.topic(), poison.code().name(), poison.bytes());
            lab.send(
                lab.topics().feedback(), "never", Samples.feedback("never" + n, "mood", "sad"));
            lab.send(lab.topics().taskUpdates(), "mood", updates.get(n % updates.size()));
          }
        }
        lab.flush();

        assertThat(dead.until(all -> all.size() >= BAD, PATIENCE)).hasSize(BAD);
        assertThat(dead.linger(Duration.ZERO))
            .allSatisfy(
                letter -> {
                  assertThat(letter.header(DeadLetterHeaders.CODE)).isEqualTo(letter.key());
                  assertThat(letter.header(DeadLetterHeaders.MESSAGE)).isNotBlank();
                  assertThat(letter.header(DeadLetterHeaders.PARTITION)).isNotNull();
                  assertThat(letter.header(DeadLetterHeaders.OFFSET)).isNotNull();
                  assertThat(events)
                      .anySatisfy(
                          poison -> {
                            assertThat(letter.key()).isEqualTo(poison.code().name());
                            assertThat(letter.header(DeadLetterHeaders.TOPIC))
                                .isEqualTo(poison.topic());
                            assertThat(letter.value()).isEqualTo(poison.bytes());
                          });
                });
        assertThat(predictions.until(all -> all.size() >= GOOD, PATIENCE))
            .extracting(Lab.Read::key)
            .hasSize(GOOD)
            .doesNotHaveDuplicates();
        assertThat(late.until(all -> all.size() >= BAD, PATIENCE))
            .hasSize(BAD)
            .allSatisfy(
                read -> assertThat(read.value().reason()).contains(ErrorCode.UNKNOWN_EVENT));
        assertThat(codes(ledger.until(all -> all.size() >= BAD, PATIENCE)))
            .isEqualTo(expectedRefusals());
        assertThat(app.view().live()).isTrue();
        assertThat(app.view().tasks())
            .filteredOn(task -> task.task().equals("mood"))
            .allSatisfy(task -> assertThat(task.version()).hasValue(5));
        assertThat(counted(app.view().metrics(), "mpt_dead_letters_records_total")).isEqualTo(BAD);
        System.out.printf(
            "poison test: %d predictions of %d good events, %d dead letters, %d late, %d refused%n",
            predictions.linger(Duration.ZERO).size(),
            GOOD,
            dead.linger(Duration.ZERO).size(),
            late.linger(Duration.ZERO).size(),
            ledger.linger(Duration.ZERO).size());
      }
    }
  }

  /** Sent to a topic with its code for a key; comes back as a dead letter. */
  private record Poison(ErrorCode code, String topic, byte[] bytes) {}

  private static List<Poison> events(Lab lab) {
    Topic<TextEvent> topic = lab.topics().sharedEvents();
    Topic<Feedback> feedback = lab.topics().feedback();
    byte[] fine = bytes(lab, topic, Samples.event("fine", "mood"));
    byte[] unknownSchema = fine.clone();
    unknownSchema[1] = 0x7f;
    byte[] cut = Arrays.copyOf(fine, fine.length - 3);
    byte[] notUtf8 = fine.clone();
    notUtf8[6] = (byte) 0xff;
    byte[] megabyte = bytes(lab, topic, Samples.event("x".repeat(1024 * 1024), "mood"));
    return List.of(
        new Poison(ErrorCode.NOT_AVRO, topic.name(), new byte[] {7, 7, 7}),
        new Poison(ErrorCode.UNKNOWN_SCHEMA, topic.name(), unknownSchema),
        new Poison(ErrorCode.SCHEMA_MISMATCH, topic.name(), cut),
        new Poison(ErrorCode.INVALID_UNICODE, topic.name(), notUtf8),
        new Poison(
            ErrorCode.EMPTY_TEXT, topic.name(), bytes(lab, topic, Samples.event(" ", "mood"))),
        new Poison(ErrorCode.TEXT_TOO_LARGE, topic.name(), megabyte),
        new Poison(ErrorCode.NO_TASK, topic.name(), bytes(lab, topic, Samples.event("no task"))),
        new Poison(
            ErrorCode.UNKNOWN_TASK,
            topic.name(),
            bytes(lab, topic, Samples.event("unknown", "nobody"))),
        new Poison(
            ErrorCode.MISSING_TEXT_PAIR,
            topic.name(),
            bytes(lab, topic, Samples.event("one text", "pair"))),
        new Poison(ErrorCode.NOT_AVRO, feedback.name(), new byte[] {0, 0}),
        new Poison(
            ErrorCode.UNKNOWN_LABEL,
            feedback.name(),
            bytes(lab, feedback, Samples.feedback("good0", "mood", "angry"))));
  }

  private static List<TaskUpdate> updates() {
    TaskUpdate fine = update(6, 1);
    SharedPrompt narrow =
        new SharedPrompt(
            1,
            fine.backboneDigest(),
            fine.length(),
            8,
            fine.rank(),
            new float[fine.length() * 8],
            new float[fine.length() * fine.rank()],
            new float[fine.rank() * 8]);
    return List.of(
        Samples.with(fine, fine.backboneDigest(), Float.NaN),
        Samples.update("mood", 6, narrow, LABELS, 1),
        Samples.with(fine, "another", fine.scale()),
        update(4, 1),
        update(5, 1),
        Samples.update("mood", 6, miniLm.prompt(), List.of("angry", "bored"), 1));
  }

  private static Map<ErrorCode, Long> expectedRefusals() {
    List<ErrorCode> kinds =
        List.of(
            ErrorCode.NOT_FINITE,
            ErrorCode.WRONG_SHAPE,
            ErrorCode.WRONG_BACKBONE,
            ErrorCode.STALE_VERSION,
            ErrorCode.VERSION_REUSED,
            ErrorCode.WRONG_LABELS);
    return IntStream.range(0, BAD)
        .mapToObj(n -> kinds.get(n % kinds.size()))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static Map<ErrorCode, Long> codes(List<Lab.Read<LedgerEntry>> entries) {
    return entries.stream()
        .map(read -> read.value().code().orElse(ErrorCode.INTERNAL))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static long counted(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static TaskUpdate update(long version, long seed) {
    return Samples.update("mood", version, miniLm.prompt(), LABELS, seed);
  }

  private static <V> byte[] bytes(Lab lab, Topic<V> topic, V value) {
    return lab.serdes().of(topic).serializer().serialize(topic.name(), value);
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
