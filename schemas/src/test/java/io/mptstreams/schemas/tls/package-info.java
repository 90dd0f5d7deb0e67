/** Certificates for tests of whatever speaks TLS; other modules' tests use it. */
package io.mptstreams.schemas.tls;
