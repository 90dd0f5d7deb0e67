package io.mptstreams.local.registry.store;

import java.util.List;
import java.util.function.Function;

/** Applies changes at once and keeps nothing; for looking at requests rather than at storage. */
public final class MemoryLog implements ChangeLog {

  private final RegistryState state = new RegistryState();

  @Override
  public RegistryState state() {
    return state;
  }

  @Override
  public void catchUp() {}

  @Override
  public void write(Function<RegistryState, List<LogEntry>> decision) {
    decision.apply(state).forEach(state::apply);
  }
}
