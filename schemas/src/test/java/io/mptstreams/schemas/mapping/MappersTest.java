package io.mptstreams.schemas.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.avro.SharedPrompt;
import io.mptstreams.avro.Tensor;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.schemas.record.SharedPromptRecord;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MappersTest {

  @Test
  void aRecordComesBackAsItWentIn() {
    TextEventMapper events = new TextEventMapper();
    assertThat(events.fromAvro(events.toAvro(SampleRecords.event())))
        .isEqualTo(SampleRecords.event());
    PredictionMapper predictions = new PredictionMapper();
    assertThat(predictions.fromAvro(predictions.toAvro(SampleRecords.prediction())))
        .isEqualTo(SampleRecords.prediction());
    FeedbackMapper feedback = new FeedbackMapper();
    assertThat(feedback.fromAvro(feedback.toAvro(SampleRecords.feedback())))
        .isEqualTo(SampleRecords.feedback());
    ExampleMapper examples = new ExampleMapper();
    assertThat(examples.fromAvro(examples.toAvro(SampleRecords.example())))
        .isEqualTo(SampleRecords.example());
    TaskMapper tasks = new TaskMapper();
    assertThat(tasks.fromAvro(tasks.toAvro(SampleRecords.task()))).isEqualTo(SampleRecords.task());
    LedgerEntryMapper ledger = new LedgerEntryMapper();
    assertThat(ledger.fromAvro(ledger.toAvro(SampleRecords.ledgerEntry())))
        .isEqualTo(SampleRecords.ledgerEntry());
  }

  @Test
  void anUpdateComesBackWithTheDigestOfItsTensors() {
    TaskUpdateMapper mapper = new TaskUpdateMapper();
    TaskUpdate sent = SampleRecords.update();

    TaskUpdate read = mapper.fromAvro(mapper.toAvro(sent));

    assertThat(read).usingRecursiveComparison().ignoringFields("digest").isEqualTo(sent);
    assertThat(read.digest()).isEqualTo(TensorDigest.of(sent)).hasSize(64);
  }

  @Test
  void aSharedPromptComesBackWithTheDigestOfItsTensors() {
    SharedPromptMapper mapper = new SharedPromptMapper();
    SharedPromptRecord sent = SampleRecords.sharedPrompt();

    SharedPromptRecord read = mapper.fromAvro(mapper.toAvro(sent));

    assertThat(read).usingRecursiveComparison().ignoringFields("digest").isEqualTo(sent);
    assertThat(read.digest()).isEqualTo(TensorDigest.of(sent));
  }

  @Test
  void aSharedPromptThatKnowsNoLabelsHasNoTensorsForThem() {
    SharedPromptMapper mapper = new SharedPromptMapper();
    SharedPromptRecord sent = SampleRecords.sharedPromptWithoutLabels();

    SharedPrompt avro = mapper.toAvro(sent);

    assertThat(avro.getTensors())
        .extracting(Tensor::getName)
        .containsExactly("shared_prompt", "u", "v");
    assertThat(mapper.fromAvro(avro))
        .usingRecursiveComparison()
        .ignoringFields("digest")
        .isEqualTo(sent);
  }

  @Test
  void refusesASharedPromptThatHasHalfOfWhatItKnowsOfLabels() {
    SharedPromptMapper mapper = new SharedPromptMapper();
    SharedPrompt avro = mapper.toAvro(SampleRecords.sharedPrompt());
    avro.setTensors(avro.getTensors().subList(0, 4));

    assertThatExceptionOfType(RecordRejectedException.class)
        .isThrownBy(() -> mapper.fromAvro(avro))
        .matches(e -> e.code() == ErrorCode.WRONG_SHAPE)
        .withMessageContaining("label_coefficients");
  }

  @Test
  void oneTaskGoesIntoTheFieldForOne() {
    TextEventMapper mapper = new TextEventMapper();
    TextEvent event = new TextEvent("t", Optional.empty(), List.of("mr"), Optional.empty());

    io.mptstreams.avro.TextEvent avro = mapper.toAvro(event);

    assertThat(avro.getTask()).isEqualTo("mr");
    assertThat(avro.getTasks()).isEmpty();
    assertThat(mapper.fromAvro(avro)).isEqualTo(event);
  }

  @Test
  void refusesANameThatIsTooLongByItsBytes() {
    TextEventMapper mapper = new TextEventMapper();
    String longest = "é".repeat(NameBound.MOST_BYTES / 2);
    TextEvent fits = new TextEvent("t", Optional.empty(), List.of(longest), Optional.empty());
    TextEvent tooLong =
        new TextEvent("t", Optional.empty(), List.of("mr", longest + "e"), Optional.empty());

    assertThat(mapper.fromAvro(mapper.toAvro(fits))).isEqualTo(fits);
    assertThatExceptionOfType(RecordRejectedException.class)
        .isThrownBy(() -> mapper.fromAvro(mapper.toAvro(tooLong)))
        .matches(e -> e.code() == ErrorCode.RECORD_TOO_LARGE)
        .withMessageContaining("a task's name has 1025 bytes, at most 1024 are taken");
  }

  @Test
  void refusesAnUpdateWithANumberThatIsNotFinite() {
    refusesUpdate(ErrorCode.NOT_FINITE, update -> data(update, 0).putFloat(0, Float.NaN));
  }

  @Test
  void refusesAnUpdateWithOtherNumbersThanTheDigests() {
    refusesUpdate(ErrorCode.WRONG_DIGEST, update -> data(update, 1).put(0, (byte) 1));
  }

  @Test
  void refusesAnUpdateWhoseShapeDoesNotFitItsBytes() {
    refusesUpdate(
        ErrorCode.WRONG_SHAPE, update -> update.getTensors().get(0).setShape(List.of(2, 2)));
    refusesUpdate(
        ErrorCode.WRONG_SHAPE,
        update -> update.getTensors().get(0).setShape(List.of(Integer.MAX_VALUE, 4)));
    refusesUpdate(
        ErrorCode.WRONG_SHAPE, update -> update.getTensors().get(0).setShape(List.of(-2, -1)));
    refusesUpdate(ErrorCode.WRONG_SHAPE, update -> update.getTensors().get(1).setShape(List.of()));
  }

  @Test
  void refusesAnUpdateWithoutOneOfItsTensorsOrWithOneTwice() {
    refusesUpdate(ErrorCode.WRONG_SHAPE, update -> update.getTensors().remove(3));
    refusesUpdate(
        ErrorCode.WRONG_SHAPE, update -> update.getTensors().add(update.getTensors().get(0)));
  }

  @Test
  void refusesATaskThatContradictsItself() {
    TaskMapper mapper = new TaskMapper();
    io.mptstreams.avro.Task task = mapper.toAvro(SampleRecords.task());
    task.setLabels(List.of());

    assertThatExceptionOfType(RecordRejectedException.class)
        .isThrownBy(() -> mapper.fromAvro(task))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TASK));
  }

  @Test
  void readsAnErrorCodeOfANewerProgramAsNone() {
    FeedbackMapper mapper = new FeedbackMapper();
    io.mptstreams.avro.Feedback avro = mapper.toAvro(SampleRecords.feedback());
    avro.setReason("INVENTED_NEXT_YEAR");

    assertThat(mapper.fromAvro(avro).reason()).isEmpty();
  }

  private static ByteBuffer data(io.mptstreams.avro.TaskUpdate update, int tensor) {
    return update.getTensors().get(tensor).getData().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void refusesUpdate(
      ErrorCode code, Consumer<io.mptstreams.avro.TaskUpdate> damage) {
    TaskUpdateMapper mapper = new TaskUpdateMapper();
    io.mptstreams.avro.TaskUpdate avro = mapper.toAvro(SampleRecords.update());
    avro.setTensors(new ArrayList<>(avro.getTensors()));
    damage.accept(avro);

    assertThatExceptionOfType(RecordRejectedException.class)
        .isThrownBy(() -> mapper.fromAvro(avro))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
