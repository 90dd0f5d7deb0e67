/** See the module's README. */
package io.mptstreams.bench;
