/** Results for programs and people: {@code values → [JSON or lines] → standard output}. */
package io.mptstreams.cli.output;
