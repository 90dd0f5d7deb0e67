/**
 * Learning to classify, the same for every technique: labelled texts → a trained model and the
 * readout behind it.
 */
package io.mptstreams.engine.tuning.classifier;
