/** Every weight of the backbone but the embeddings. */
package io.mptstreams.engine.tuning.finetuning;
