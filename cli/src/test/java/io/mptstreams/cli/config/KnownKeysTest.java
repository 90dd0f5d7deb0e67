package io.mptstreams.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.schemas.serde.SerdeKeys;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

  @Test
  void everyKeyOfTheSerdesMayStandInAConfigurationFile() {
    ConfigCatalogue catalogue = KnownKeys.all();

    assertThat(SerdeKeys.names()).contains("max.retries").allMatch(catalogue::knows);
    assertThat(catalogue.prefixes()).containsAll(SerdeKeys.prefixes());
    assertThat(catalogue.keyOf("MPT_NORMALIZE_SCHEMAS")).contains("normalize.schemas");
  }
}
