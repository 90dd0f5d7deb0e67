/** Adapters as in Pfeiffer et al., EACL 2021. */
package io.mptstreams.engine.tuning.adapter.pfeiffer;
