/**
 * Where settings come from: {@code defaults < file < environment < command line → [ConfigStack] → a
 * flat map of dotted keys}, with the layer that set each value. Written once, for all commands.
 */
package io.mptstreams.cli.config;
