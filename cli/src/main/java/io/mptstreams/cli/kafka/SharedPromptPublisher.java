package io.mptstreams.cli.kafka;

import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.service.PromptRecords;
import java.time.Instant;

/** Puts a shared prompt on its topic. */
public final class SharedPromptPublisher {

  private final Cluster cluster;

  public SharedPromptPublisher(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The version after the newest on the topic; 2 on an empty one, since 1 is what ships. */
  public long nextVersion() {
    return 1
        + new TopicContents(cluster)
            .latest(cluster.topics().sharedPrompts()).values().stream()
                .mapToLong(SharedPromptRecord::version)
                .max()
                .orElse(1);
  }

  /**
   * Publishes and waits until the broker has it.
   *
   * @param origin the command, seed and data digest that made it
   */
  public void publish(RecordSender sender, SharedPrompt prompt, String origin) {
    sender.sendAndWait(
        cluster.topics().sharedPrompts(),
        Long.toString(prompt.version()),
        PromptRecords.record(prompt, origin, Instant.now()));
  }
}
