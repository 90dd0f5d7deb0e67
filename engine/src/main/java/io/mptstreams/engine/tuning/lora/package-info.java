/** Low-rank changes of the attention's query and value weights (Hu et al., ICLR 2022). */
package io.mptstreams.engine.tuning.lora;
