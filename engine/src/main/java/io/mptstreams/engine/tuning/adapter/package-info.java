/** Bottlenecks inside a frozen backbone's layers: what the kinds of adapters have in common. */
package io.mptstreams.engine.tuning.adapter;
