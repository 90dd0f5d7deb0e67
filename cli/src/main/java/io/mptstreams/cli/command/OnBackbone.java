package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.FileProblem;
import io.mptstreams.cli.option.Interruptible;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.checkpoint.InvalidCheckpointException;
import io.mptstreams.engine.data.InvalidDataException;
import io.mptstreams.engine.prompt.InvalidParametersException;
import io.mptstreams.engine.tuning.gradient.TrainingFailedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;

/** Work of a command on an open backbone: what can go wrong there ends it with one line. */
final class OnBackbone {

  /** How long a pass may take, or a gradient step, that a signal comes into. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private OnBackbone() {}

  /** What is done with the backbone, which is closed afterwards. */
  interface Work {

    void on(Backbone backbone) throws IOException;
  }

  /**
   * Opens the backbone and does the work.
   *
   * @return the exit code of a command that went well
   * @throws CommandException for wrong arguments, data, checkpoints, training that came to nothing,
   *     and what cannot be read or written
   * @throws FileSystemException for a file that cannot be, which says which and why
   */
  static int run(BackboneSettings settings, Work work) throws FileSystemException {
    try (Interruptible signal = Interruptible.begin(PATIENCE);
        Backbone backbone = Backbones.open(settings)) {
      work.on(backbone);
      return ExitCode.OK.number();
    } catch (InvalidDataException
        | InvalidCheckpointException
        | InvalidParametersException
        | TrainingFailedException e) {
      throw new CommandException(ExitCode.FAILED, FileProblem.withReason(e), e);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, "cannot read or write: " + e.getMessage(), e);
    }
  }
}
