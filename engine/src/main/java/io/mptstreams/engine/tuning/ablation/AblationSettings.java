package io.mptstreams.engine.tuning.ablation;

import io.mptstreams.engine.tuning.compare.Shots;
import io.mptstreams.engine.tuning.source.SourceSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Which variants are trained on which tasks and measured on which others.
 *
 * @param source training of the full method; its output is not used
 * @param heldOut tasks that are measured, none of them a source
 * @param variants names, see {@link Ablation#names}
 * @param shots numbers of examples
 * @param draws of the examples; all variants get the same
 * @param maxTestRows most rows of a test part
 * @param folder of shared prompts, checkpoints and finished cells, from which a run goes on
 */
public record AblationSettings(
    SourceSettings source,
    List<String> heldOut,
    List<String> variants,
    List<Shots> shots,
    int draws,
    int maxTestRows,
    Path folder) {

  public AblationSettings {
    heldOut = List.copyOf(heldOut);
    variants = List.copyOf(variants);
    shots = List.copyOf(shots);
    List<String> both = new ArrayList<>(heldOut);
    both.retainAll(source.tasks());
    if (!both.isEmpty()) {
      throw new IllegalArgumentException("tasks " + both + " are both sources and held out");
    }
    if (source.tasks().isEmpty() || variants.isEmpty()) {
      throw new IllegalArgumentException("an ablation needs source tasks and variants by name");
    }
    if (new HashSet<>(variants).size() < variants.size()) {
      throw new IllegalArgumentException("a variant is named twice: " + variants);
    }
    variants.forEach(name -> Variant.named(name, source));
  }
}
