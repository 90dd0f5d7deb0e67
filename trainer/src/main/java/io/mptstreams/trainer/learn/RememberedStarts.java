package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.TaskDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts that were made before: each look needs its task's, and a hundred and fifty phrases take
 * longer to read than the look itself. The least recently used go first.
 *
 * <p>Belongs to the thread that learns.
 */
public final class RememberedStarts implements ColdStarts {

  private static final int REMEMBERED = 256;

  private record Key(long sharedVersion, List<LabelDefinition> labels) {}

  private final ColdStarts maker;
  private final Map<Key, TaskParameters> starts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TaskParameters> eldest) {
          return size() > REMEMBERED;
        }
      };

  public RememberedStarts(ColdStarts maker) {
    this.maker = maker;
  }

  @Override
  public TaskParameters of(SharedPrompt shared, TaskDefinition task) {
    return starts.computeIfAbsent(
        new Key(shared.version(), task.labels()), key -> maker.of(shared, task));
  }
}
