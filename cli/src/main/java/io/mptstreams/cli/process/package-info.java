/**
 * Commands of this program in virtual machines of their own: {@code arguments → [child] → ready}.
 */
package io.mptstreams.cli.process;
