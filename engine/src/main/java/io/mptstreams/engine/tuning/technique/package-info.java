/**
 * What every technique has in common: a few examples of a task → a classifier, and what it cost.
 */
package io.mptstreams.engine.tuning.technique;
