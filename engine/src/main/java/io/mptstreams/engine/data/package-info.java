/** Task folders on disk → labelled texts, checked line by line. */
package io.mptstreams.engine.data;
