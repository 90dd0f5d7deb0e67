/**
 * Safetensors files (https://github.com/huggingface/safetensors#format): header → checked entries →
 * float32 numbers. DJL's own reader takes the whole file onto the heap and crashes the process on
 * bfloat16.
 */
package io.mptstreams.engine.backbone.safetensors;
