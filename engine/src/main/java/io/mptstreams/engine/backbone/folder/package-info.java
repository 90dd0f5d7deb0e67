/**
 * Hugging Face folders: config.json, tokenizer.json and safetensors in, a backbone of the family
 * that config.json names out.
 */
package io.mptstreams.engine.backbone.folder;
