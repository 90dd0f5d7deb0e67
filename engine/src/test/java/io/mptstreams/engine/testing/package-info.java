/** What tests of several packages share. */
package io.mptstreams.engine.testing;
