package io.mptstreams.engine.scoring;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The tasks of a batch and their numbers, copied from the bank at one moment: whatever is installed
 * while the batch runs, each of its rows is answered by one whole version.
 *
 * @param rows the task of each row
 * @param prompts composed P* ∘ (U V) of each row, [rows, L, d]
 * @param distinct the tasks, each once
 * @param labelVectors of the distinct tasks one after another, [sum of labels, d]
 */
record GatheredTasks(
    List<ResidentTask> rows, NDArray prompts, List<ResidentTask> distinct, NDArray labelVectors) {}
