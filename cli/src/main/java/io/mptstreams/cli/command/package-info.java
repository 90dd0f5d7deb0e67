/** One class a command. A new one is a line in {@link io.mptstreams.cli.command.MptCommand}. */
package io.mptstreams.cli.command;
