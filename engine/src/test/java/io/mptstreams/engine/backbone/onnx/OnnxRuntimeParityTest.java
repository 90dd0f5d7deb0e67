package io.mptstreams.engine.backbone.onnx;

import static io.mptstreams.engine.backbone.Differences.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.engine.SharedFolder;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.text.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged models against the runtime that their files were made for, on real texts. */
class OnnxRuntimeParityTest {

  private static final int BATCH = 40;

  @ParameterizedTest
  @EnumSource(PackagedModel.class)
  void givesOnnxRuntimesVectorsForRealTexts(PackagedModel model) throws Exception {
    List<String> texts = texts(SharedFolder.require("data").resolve("tasks"));
    try (Backbone backbone =
            model.open(BackboneSettings.defaults().withSource(model.title()).withPooling("cls"));
        InputStream in = model.model().openStream();
        OrtSession session = OrtEnvironment.getEnvironment().createSession(in.readAllBytes());
        GradientMode off = GradientMode.off()) {
      for (int from = 0; from < texts.size(); from += BATCH) {
        List<TokenizedText> batch =
            texts.subList(from, from + BATCH).stream()
                .map(t -> backbone.tokenizer().tokenize(t, Optional.empty(), 64))
                .toList();
        try (NDManager manager = backbone.newManager()) {
          float[] found =
              backbone.encoder().pooled(manager, new TokenBatch(batch), null).toFloatArray();

          assertThat(largestDifference(found, firstStates(session, batch))).isLessThan(1e-4);
        }
      }
    }
  }

  private static List<String> texts(Path tasks) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> texts = new ArrayList<>();
    for (String task : List.of("sst2", "trec", "banking77", "ag_news")) {
      try (Stream<String> lines = Files.lines(tasks.resolve(task).resolve("test.jsonl"))) {
        for (String line : lines.limit(50).toList()) {
          texts.add(json.readTree(line).path("text").asText());
        }
      }
    }
    // So that little of what ONNX Runtime computes is padding.
    texts.sort(Comparator.comparingInt(String::length));
    return texts;
  }

  /** The last state of each text's first token. */
  private static float[] firstStates(OrtSession session, List<TokenizedText> batch)
      throws OrtException {
    int length = batch.stream().mapToInt(TokenizedText::length).max().orElseThrow();
    long[] ids = new long[batch.size() * length];
    long[] mask = new long[ids.length];
    for (int row = 0; row < batch.size(); row++) {
      int at = row * length;
      int[] tokens = batch.get(row).ids();
      IntStream.range(0, tokens.length).forEach(i -> ids[at + i] = tokens[i]);
      Arrays.fill(mask, at, at + tokens.length, 1);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {batch.size(), length};
    try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids",
                    idTensor,
                    "attention_mask",
                    maskTensor,
                    "token_type_ids",
                    types))) {
      float[][][] states = (float[][][]) result.get(0).getValue();
      float[] first = new float[batch.size() * states[0][0].length];
      for (int row = 0; row < batch.size(); row++) {
        System.arraycopy(states[row][0], 0, first, row * states[0][0].length, states[0][0].length);
      }
      return first;
    }
  }
}
