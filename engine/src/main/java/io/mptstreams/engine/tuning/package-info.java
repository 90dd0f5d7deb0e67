/**
 * How a task's numbers are learned: one package a technique, a settings record and a model each.
 */
package io.mptstreams.engine.tuning;
