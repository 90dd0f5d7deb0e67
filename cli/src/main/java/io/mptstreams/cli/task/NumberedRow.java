package io.mptstreams.cli.task;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A row and its line.
 *
 * @param line from 1, blank ones counted
 * @param json all that the line says
 */
public record NumberedRow(long line, JsonNode json, LabelledRow row) {}
