package io.mptstreams.cli.config;

/**
 * One key and who set it.
 *
 * @param value as text; empty when nobody set it and there is no default
 */
public record ConfigSetting(String key, String value, ConfigLayer layer) {}
