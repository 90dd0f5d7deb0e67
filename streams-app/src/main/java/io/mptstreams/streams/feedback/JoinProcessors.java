package io.mptstreams.streams.feedback;

import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.streams.intake.SourceRecord;
import io.mptstreams.streams.metrics.ScorerMetrics;
import io.mptstreams.streams.route.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The two processors of the join. They declare the same stores, which makes one sub-topology of
 * them: what lies on one partition of one side meets what lies on that partition of the other.
 */
public final class JoinProcessors {

  private final FeedbackReader reader;
  private final FeedbackJoin join;
  private final FeedbackSettings settings;
  private final ScorerMetrics metrics;
  private final Set<StoreBuilder<?>> stores;

  public JoinProcessors(
      FeedbackReader reader,
      Function<String, Optional<TaskDefinition>> tasks,
      FeedbackSettings settings,
      ScorerMetrics metrics) {
    this.reader = reader;
    this.join = new FeedbackJoin(tasks, settings);
    this.settings = settings;
    this.metrics = metrics;
    this.stores = JoinStores.builders(settings.horizon());
  }

  /** For scored events. */
  public ProcessorSupplier<byte[], ScoredEvent, byte[], Outcome> scored() {
    return supplier(false, (desk, record) -> desk.scored(record.value(), record.headers()));
  }

  /** For feedback; sweeps what has waited too long. */
  public ProcessorSupplier<byte[], List<SourceRecord>, byte[], Outcome> given() {
    return supplier(
        true,
        (desk, record) ->
            record.value().forEach(feedback -> desk.given(feedback, record.headers())));
  }

  private <V> ProcessorSupplier<byte[], V, byte[], Outcome> supplier(
      boolean sweeps, BiConsumer<FeedbackDesk, Record<byte[], V>> work) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<byte[], V, byte[], Outcome> get() {
        return new JoinProcessor<>(sweeps, work);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }

  private final class JoinProcessor<V> implements Processor<byte[], V, byte[], Outcome> {

    private final boolean sweeps;
    private final BiConsumer<FeedbackDesk, Record<byte[], V>> work;
    private FeedbackDesk desk;

    JoinProcessor(boolean sweeps, BiConsumer<FeedbackDesk, Record<byte[], V>> work) {
      this.sweeps = sweeps;
      this.work = work;
    }

    @Override
    public void init(ProcessorContext<byte[], Outcome> context) {
      desk = new FeedbackDesk(reader, join, new JoinStores(context, settings), metrics, context);
      if (sweeps) {
        context.schedule(
            settings.sweepInterval(),
            PunctuationType.WALL_CLOCK_TIME,
            now -> desk.sweep(Instant.ofEpochMilli(now).minus(settings.patience())));
      }
    }

    @Override
    public void process(Record<byte[], V> record) {
      work.accept(desk, record);
    }
  }
}
