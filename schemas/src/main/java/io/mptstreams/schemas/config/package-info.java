/** A flat map of dotted keys comes in from the left; settings records that are right go out. */
package io.mptstreams.schemas.config;
