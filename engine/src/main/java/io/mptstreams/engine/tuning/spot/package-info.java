/** Soft prompt transfer (Vu et al., ACL 2022). */
package io.mptstreams.engine.tuning.spot;
