/**
 * From sentence vectors to answers: label phrases → label vectors before anything was learned, and
 * labelled sentence vectors → label vectors in closed form.
 */
package io.mptstreams.engine.readout;
