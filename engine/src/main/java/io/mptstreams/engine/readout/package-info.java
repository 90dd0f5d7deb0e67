/** How a task answers before anything was learned: label phrases → label vectors. */
package io.mptstreams.engine.readout;
