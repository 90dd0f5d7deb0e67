package io.mptstreams.local.registry.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write, as a transactional id that all instances share: taking it fences whoever had
 * it, and a commit of a fenced producer never becomes visible. Used under its owner's lock.
 */
final class LogWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  private final Map<String, Object> config;
  private KafkaProducer<byte[], byte[]> producer;

  LogWriter(SchemaLogSettings settings) {
    String timeout = Long.toString(settings.timeout().toMillis());
    this.config =
        settings.clientConfig(
            Map.of(
                "transactional.id",
                "mpt-registry-" + settings.topic(),
                "transaction.timeout.ms",
                timeout,
                "delivery.timeout.ms",
                timeout,
                "request.timeout.ms",
                Long.toString(settings.timeout().toMillis() / 2),
                "max.block.ms",
                timeout,
                "linger.ms",
                "0"));
  }

  /** Takes the right to write unless this instance has had it since it wrote last. */
  void acquire() {
    if (producer == null) {
      producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
      try {
        producer.initTransactions();
      } catch (KafkaException e) {
        release();
        throw new StoreException("the right to write was not given: " + e.getMessage(), e);
      }
      LOG.atDebug().log("took the right to write");
    }
  }

  /**
   * Writes all or nothing.
   *
   * @return the offset after the last record, or -1 when another instance has taken the right to
   *     write, or the broker broke down over two that did. Whether anything was written is certain
   *     once the right has been taken again, which ends what is open: the change is decided anew
   *     then
   * @throws StoreException when the broker does not answer in time
   * @throws EntryTooLargeException when a record is larger than the producer or the topic takes
   */
  long write(List<ProducerRecord<byte[], byte[]>> records) {
    try {
      producer.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      producer.commitTransaction();
      long last = -1;
      for (Future<RecordMetadata> one : sent) {
        last = Math.max(last, one.get().offset());
      }
      return last + 1;
    } catch (ProducerFencedException
        | InvalidProducerEpochException
        | InvalidPidMappingException e) {
      LOG.atDebug().log("another instance took the right to write");
      release();
      return -1;
    } catch (TimeoutException e) {
      release();
      throw new StoreException("the log was not written: " + e.getMessage(), e);
    } catch (KafkaException e) {
      if (e.getCause() instanceof RecordTooLargeException) {
        release();
        throw new EntryTooLargeException(
            "the schema is too large: " + e.getCause().getMessage(), e);
      }
      // A broker of 4.3 answers a commit with "unknown server error" when it is fencing at that
      // moment.
      LOG.atWarn().setCause(e).log("a commit was not answered; it is decided anew");
      release();
      return -1;
    } catch (ExecutionException e) {
      release();
      if (isFencing(e.getCause())) {
        return -1;
      }
      throw new StoreException("the log was not written: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      release();
      throw SchemaTopic.interrupted(e);
    }
  }

  private static boolean isFencing(Throwable cause) {
    return cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException
        || cause instanceof InvalidPidMappingException;
  }

  private void release() {
    KafkaProducer<byte[], byte[]> old = producer;
    producer = null;
    try {
      old.close(java.time.Duration.ZERO);
    } catch (TimeoutException e) {
      LOG.atDebug().setCause(e).log("a fenced producer did not close at once");
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      release();
    }
  }
}
