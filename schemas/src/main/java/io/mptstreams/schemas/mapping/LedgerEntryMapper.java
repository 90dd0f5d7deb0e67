package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import java.util.Optional;
import org.apache.avro.Schema;

/** A kind written by a newer program is read as UNKNOWN, a newer code as no code. */
public final class LedgerEntryMapper
    implements RecordMapper<LedgerEntry, io.mptstreams.avro.LedgerEntry> {

  @Override
  public Schema schema() {
    return io.mptstreams.avro.LedgerEntry.getClassSchema();
  }

  @Override
  public io.mptstreams.avro.LedgerEntry toAvro(LedgerEntry value) {
    return io.mptstreams.avro.LedgerEntry.newBuilder()
        .setTask(value.task())
        .setKind(io.mptstreams.avro.LedgerKind.valueOf(value.kind().name()))
        .setVersion(OptionalLongs.orNull(value.version()))
        .setChampion(OptionalLongs.orNull(value.champion()))
        .setCode(ErrorCodes.write(value.code()))
        .setReason(value.reason())
        .setTrigger(value.trigger())
        .setMetrics(value.metrics())
        .setExampleIds(value.exampleIds())
        .setDigest(value.digest().orElse(null))
        .setInstance(value.instance())
        .setAt(value.at())
        .build();
  }

  @Override
  public LedgerEntry fromAvro(io.mptstreams.avro.LedgerEntry avro) {
    return new LedgerEntry(
        avro.getTask(),
        LedgerKind.valueOf(avro.getKind().name()),
        OptionalLongs.ofNullable(avro.getVersion()),
        OptionalLongs.ofNullable(avro.getChampion()),
        ErrorCodes.read(avro.getCode()),
        avro.getReason(),
        avro.getTrigger(),
        avro.getMetrics(),
        avro.getExampleIds(),
        Optional.ofNullable(avro.getDigest()),
        avro.getInstance(),
        avro.getAt());
  }
}
