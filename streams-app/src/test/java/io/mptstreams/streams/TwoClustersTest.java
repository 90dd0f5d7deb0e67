package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.LocalSettings;
import io.mptstreams.local.LocalStack;
import io.mptstreams.schemas.record.Example;
import io.mptstreams.schemas.record.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One scorer, with one application id and one folder for its stores, that runs on one cluster, on
 * another, and on the first again.
 */
class TwoClustersTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  private static final int MANY = 30;
  private static final int FEW = 20;

  @TempDir Path folder;

  @Test
  void eachHasItsOwnPredictionsAndExamplesAndNoOthers() {
    String prefix = kafka.uniqueName("turns");
    try (LocalStack other = LocalStack.start(LocalSettings.in(folder.resolve("cluster")));
        Lab first = new Lab(kafka.bootstrapServers(), kafka.registryUrl(), prefix, (short) 1);
        Lab second = new Lab(other.bootstrapServers(), other.registryUrl(), prefix, (short) 1);
        BatchingEngine engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults())) {
      first.define(Samples.mood("mood"));
      second.define(Samples.mood("mood"));

      run(first, engine, "first", MANY, 0);
      run(second, engine, "second", FEW, 0);
      // Offsets of the second cluster's stores lie within those of the first.
      run(first, engine, "first", MANY, MANY);
      run(second, engine, "second", FEW, MANY);
    }
  }

  /** Sends events the first time; and the second labels, for events that are not there too. */
  private void run(Lab lab, BatchingEngine engine, String name, int events, int labels) {
    try (ScorerApp app =
            ScorerApp.start(
                lab.settings("scoring.state-dir", folder.resolve("state").toString()),
                engine,
                miniLm::prompt);
        Lab.Tail<Prediction> predictions = lab.tail(lab.topics().predictions());
        Lab.Tail<Example> examples = lab.tail(lab.topics().examples())) {
      for (int i = 0; labels == 0 && i < events; i++) {
        lab.sendEvent("e" + i, Samples.event(name + " " + i, "mood"));
      }
      for (int i = 0; i < labels; i++) {
        lab.send(lab.topics().feedback(), "e" + i, Samples.feedback("e" + i, "mood", "happy"));
      }
      lab.flush();
      predictions.atLeast(events);
      int joined = Math.min(events, labels);
      examples.atLeast(joined);
      lab.sendEvent("last" + labels, Samples.event(name + " last", "mood"));
      lab.flush();

      int all = events + (labels == 0 ? 1 : 2);
      predictions.atLeast(all);
      List<String> ids =
          predictions.linger(Duration.ofSeconds(1)).stream().map(Lab.Read::key).toList();
      assertThat(ids).doesNotHaveDuplicates().hasSize(all);
      assertThat(ids).containsAll(IntStream.range(0, events).mapToObj(i -> "e" + i).toList());
      assertThat(examples.linger(Duration.ofSeconds(1)))
          .extracting(read -> read.value().eventId() + " " + read.value().text())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, joined).mapToObj(i -> "e" + i + " " + name + " " + i).toList());
      assertThat(app.view().live()).isTrue();
    }
  }
}
