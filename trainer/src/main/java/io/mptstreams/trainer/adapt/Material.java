package io.mptstreams.trainer.adapt;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.trainer.buffer.HeldExample;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What challengers are made from.
 *
 * @param coldStart of the task; its label vectors are where learned ones are held to
 * @param champion parameters that serve
 * @param championTrainedOn ids of the examples that it was trained on
 * @param championPromptExamples how many its u and v were trained on; 0 for the shared start
 * @param training examples with labels of the task, oldest first
 * @param validation examples that only validate
 * @param change position of the last detected change
 */
public record Material(
    SharedPrompt shared,
    TaskParameters coldStart,
    TaskParameters champion,
    Set<String> championTrainedOn,
    int championPromptExamples,
    List<HeldExample> training,
    List<HeldExample> validation,
    OptionalLong change) {}
