/** Damaged input for whatever reads bytes that nobody has checked; other modules' tests use it. */
package io.mptstreams.schemas.fuzz;
