/** What is written of a comparison: Markdown, JSON and a plot. */
package io.mptstreams.cli.compare;
