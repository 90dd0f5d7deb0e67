/** Text to token ids, by the backbone's own tokenizer. */
package io.mptstreams.engine.text;
