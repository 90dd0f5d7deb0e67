package io.mptstreams.engine.prompt;

/**
 * One version of one task, ready to serve.
 *
 * @param version 1 is the start from the label phrases, learned versions are 2 and up
 * @param sharedPromptVersion the P* that {@code parameters} multiply
 */
public record TaskModel(
    String task, long version, long sharedPromptVersion, TaskParameters parameters) {}
