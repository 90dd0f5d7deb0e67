/**
 * Versions of tasks: {@code ledger, updates → VersionLog → which version served when, and its
 * numbers}.
 */
package io.mptstreams.cli.versions;
