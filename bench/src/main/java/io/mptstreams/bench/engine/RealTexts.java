package io.mptstreams.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mptstreams.cli.Main;
import io.mptstreams.engine.text.TextTokenizer;
import io.mptstreams.engine.text.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts of the real tasks, as they are and cut or joined to an exact length. */
public final class RealTexts {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TASKS = List.of("sst2", "trec", "banking77", "ag_news", "imdb");
  private static final int TEXTS_A_TASK = 120;

  private final List<String> texts = new ArrayList<>();
  private final TextTokenizer tokenizer;
  private final int[] stream;

  /**
   * @throws IllegalArgumentException if the folder holds none of the tasks
   */
  public RealTexts(Optional<Path> data, TextTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    data.ifPresentOrElse(this::readFolder, this::readDemo);
    stream =
        texts.stream()
            .map(this::ids)
            .flatMapToInt(ids -> Arrays.stream(ids, 1, ids.length - 1))
            .toArray();
  }

  public List<String> texts() {
    return texts;
  }

  /** The texts of the fewest tokens. */
  List<String> shortest(int count) {
    return texts.stream().sorted(Comparator.comparingInt(t -> ids(t).length)).limit(count).toList();
  }

  private int[] ids(String text) {
    return tokenizer.tokenize(text, Optional.empty(), Integer.MAX_VALUE).ids();
  }

  /** Rows of exactly so many tokens, [CLS] and [SEP] included. */
  List<TokenizedText> exact(int rows, int length) {
    return IntStream.range(0, rows)
        .mapToObj(
            row -> {
              int[] ids = new int[length];
              Arrays.setAll(ids, i -> stream[(row * length + i) % stream.length]);
              ids[0] = 101;
              ids[length - 1] = 102;
              return new TokenizedText(ids, new int[length], false);
            })
        .toList();
  }

  private void readFolder(Path data) {
    for (String task : TASKS) {
      Path file = data.resolve(task).resolve("test.jsonl");
      if (Files.exists(file)) {
        try (Stream<String> lines = Files.lines(file)) {
          read(lines);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("the data folder " + data + " holds none of " + TASKS);
    }
  }

  private void readDemo() {
    resource("index.txt").lines().forEach(task -> read(resource(task + "/rows.jsonl").lines()));
  }

  private static String resource(String name) {
    try (InputStream in = Main.class.getResourceAsStream("/demo/tasks/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Stream<String> lines) {
    lines
        .limit(TEXTS_A_TASK)
        .forEach(
            line -> {
              try {
                JsonNode row = JSON.readTree(line);
                texts.add(row.path("text").asText());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
