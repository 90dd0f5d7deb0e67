/** Options that several commands share. */
package io.mptstreams.cli.option;
