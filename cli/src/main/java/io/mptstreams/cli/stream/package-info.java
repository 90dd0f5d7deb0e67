/** A stream that somebody has in a file, with the tasks of its events. */
package io.mptstreams.cli.stream;
