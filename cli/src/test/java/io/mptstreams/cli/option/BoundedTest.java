package io.mptstreams.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With folders that are not there: a number is refused before anything is read. */
class BoundedTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "compare --data=no, --test-rows, 0",
    "compare --data=no, --k-total, 0",
    "compare --data=no, --seeds, 0",
    "compare --data=no, --steps, 0",
    "compare --data=no, --batch-size, -1",
    "ablate --data=no --out=no --held-out=a, --steps, 0",
    "ablate --data=no --out=no --held-out=a, --teacher-steps, -1",
    "ablate --data=no --out=no --held-out=a, --prompt-length, 0",
    "ablate --data=no --out=no --held-out=a, --k, 0",
    "ablate --data=no --out=no --held-out=a, --seeds, 0",
    "distill --data=no --out=no, --steps, 0",
    "distill --data=no --out=no, --teacher-steps, -1",
    "distill --data=no --out=no, --logits-weight, -0.5",
    "distill --data=no --out=no, --hidden-weight, NaN",
    "distill --data=no --out=no, --temperature, 0",
    "distill --data=no --out=no, --prompt-length, 0",
    "distill --data=no --out=no, --rank, 0",
    "distill --data=no --out=no, --max-tokens, 7",
    "distill --data=no --out=no, --prompt-rate, 0",
    "distill --data=no --out=no, --factor-rate, Infinity",
    "distill --data=no --out=no, --validate-every, 0",
    "distill --data=no --out=no, --patience, 0",
    "generate --data=no, --test-rows, 0",
    "generate --data=no, --prompt-length, 0",
    "generate --data=no, --examples, -1",
    "generate --data=no, --steps, -1",
    "generate --data=no, --batch-size, 0",
    "generate --data=no, --learning-rate, 0",
    "replay-stream no --tasks=no, --feedback, 1.1",
    "replay-stream no --tasks=no, --seeds, 1.5",
    "replay-stream no --tasks=no, --flip, -0.1",
    "replay-stream no --tasks=no, --hostile, x",
    "replay-stream no --tasks=no, --random, NaN"
  })
  void refusesWhatIsOutsideByTheNameOfTheOption(String command, String option, String value) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add(option + "=" + value);

    int exit =
        Main.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            arguments.toArray(String[]::new));

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("Invalid value for option '" + option + "'")
        .contains(": must be ", ", was '" + value + "'");
  }
}
