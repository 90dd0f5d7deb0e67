/**
 * The {@code mpt} command: {@code arguments, configuration → [one class a command] → results on
 * standard output, talk on standard error, an exit code}.
 */
package io.mptstreams.cli;
