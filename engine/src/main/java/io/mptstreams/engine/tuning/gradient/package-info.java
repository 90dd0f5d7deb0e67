/**
 * Gradient descent that every technique shares: parameters with learning rates → steps → losses.
 * Runs beside scoring and beside other trainings in one process.
 */
package io.mptstreams.engine.tuning.gradient;
