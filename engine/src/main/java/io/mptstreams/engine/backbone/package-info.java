/**
 * Frozen transformers: loading, checking, and the forward pass. With {@code tuning} and the prompt
 * bank in {@code scoring}, the only place that knows DJL.
 */
package io.mptstreams.engine.backbone;
