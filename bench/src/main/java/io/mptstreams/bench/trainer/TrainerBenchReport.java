package io.mptstreams.bench.trainer;

import io.mptstreams.bench.Check;
import java.util.List;

/**
 * What was measured.
 *
 * @param conditions one line
 * @param rounds seconds until every task had been looked at, one a round of labels
 * @param checks the named figures
 */
public record TrainerBenchReport(String conditions, List<Double> rounds, List<Check> checks) {}
