/** Adapters as in Houlsby et al., ICML 2019. */
package io.mptstreams.engine.tuning.adapter.houlsby;
