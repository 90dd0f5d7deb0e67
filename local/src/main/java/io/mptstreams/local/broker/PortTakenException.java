package io.mptstreams.local.broker;

/** Something else listens on a port that was asked for. */
public final class PortTakenException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what that would listen there, such as broker
   */
  public PortTakenException(int port, String what) {
    super("port " + port + " is taken; is a " + what + " running already?");
  }
}
