package io.mptstreams.engine.tuning.technique;

import io.mptstreams.engine.prompt.TrainedPrompt;
import java.util.List;
import java.util.Optional;

/** A technique under another name, such as that of a variant or with its learning rate. */
public record Renamed(String name, Technique technique) implements Technique {

  @Override
  public Optional<TrainedPrompt> start() {
    return technique.start();
  }

  @Override
  public boolean joint() {
    return technique.joint();
  }

  @Override
  public Technique together(List<FewShotTask> tasks) {
    return new Renamed(name, technique.together(tasks));
  }

  @Override
  public FittedTask fit(FewShotTask task) {
    return technique.fit(task);
  }
}
