/**
 * BERT and its relatives, RoBERTa and DistilBERT, which are one forward pass with other names and
 * position numbers: configuration → expected tensors → weights → encoder.
 */
package io.mptstreams.engine.backbone.bert;
