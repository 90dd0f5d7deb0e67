package io.mptstreams.cli.command;

import picocli.CommandLine.Command;

/** Puts records on the topics that producers write. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = "Send events or feedback.",
    subcommands = {SendEventsCommand.class, SendFeedbackCommand.class})
final class SendCommand extends CommandGroup {}
