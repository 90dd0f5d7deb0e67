package io.mptstreams.local.registry.store;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log of all changes and the state it leads to. Any number of instances may share one topic: a
 * change is decided on everything that was committed before it and becomes visible only if nobody
 * else wrote in between; otherwise it is decided anew. Safe for any number of threads.
 */
public final class SchemaLog implements ChangeLog, AutoCloseable {

  private static final int MAX_ATTEMPTS = 20;

  private final SchemaLogSettings settings;
  private final RegistryState state = new RegistryState();
  private final LogRecords records;
  private final SchemaTopic topic;
  private final LogReader reader;
  private final LogWriter writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final Condition pause = writing.newCondition();

  private SchemaLog(SchemaLogSettings settings) {
    this.settings = settings;
    this.records = new LogRecords(settings.topic());
    this.topic = new SchemaTopic(settings);
    this.reader = new LogReader(settings, state, records);
    this.writer = new LogWriter(settings);
  }

  /** Makes the topic if need be and returns when all of it has been read. */
  public static SchemaLog open(SchemaLogSettings settings) {
    SchemaLog log = new SchemaLog(settings);
    try {
      log.topic.prepare(settings.replication());
      log.reader.start();
      log.catchUp();
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  @Override
  public RegistryState state() {
    return state;
  }

  @Override
  public void catchUp() {
    reader.awaitPosition(topic.end(), settings.timeout());
  }

  @Override
  public void write(Function<RegistryState, List<LogEntry>> decision) {
    writing.lock();
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        writer.acquire();
        catchUp();
        List<ProducerRecord<byte[], byte[]>> changes =
            decision.apply(state).stream().map(records::write).toList();
        if (changes.isEmpty()) {
          return;
        }
        long end = writer.write(changes);
        if (end >= 0) {
          reader.awaitPosition(end, settings.timeout());
          return;
        }
        giveWay(attempt);
      }
      throw new StoreException("other instances kept writing", null);
    } finally {
      writing.unlock();
    }
  }

  /** A random pause, so that two instances do not fence each other for ever. */
  private void giveWay(int attempt) {
    long millis = ThreadLocalRandom.current().nextLong(10L + 20L * attempt);
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (nanos > 0) {
        nanos = pause.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      throw SchemaTopic.interrupted(e);
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      writer.close();
    } finally {
      writing.unlock();
    }
    reader.close();
    topic.close();
  }
}
