package io.mptstreams.cli.model;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskModel;

/**
 * Where an offline scorer takes a task's numbers from.
 *
 * @param model a version of the task
 * @param prompt the shared prompt that it multiplies
 */
public record ModelSource(TaskModel model, SharedPrompt prompt) {}
