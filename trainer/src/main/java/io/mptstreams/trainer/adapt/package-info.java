/**
 * How a challenger is made.
 *
 * <p>examples → {@code ExampleWeights} (older ones fade after a change, sources that are not
 * trusted count less) → {@code FeatureStore} (sentence vectors behind the champion's prompt) →
 * {@code ReadoutStage} (label vectors by a convex-like fit, cross-validated) and, now and then,
 * {@code PromptTrainer} (u and v by gradient) → candidates for the {@code gate}.
 */
package io.mptstreams.trainer.adapt;
