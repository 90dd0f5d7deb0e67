/** {@code arguments → [one class a bench] → figures on standard output}. */
package io.mptstreams.bench.command;
