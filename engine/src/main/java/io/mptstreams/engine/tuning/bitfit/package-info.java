/** All biases of the backbone (Ben Zaken et al., ACL 2022). */
package io.mptstreams.engine.tuning.bitfit;
