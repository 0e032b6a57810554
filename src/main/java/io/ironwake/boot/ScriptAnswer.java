package io.ironwake.boot;

/** What the script door sends. */
sealed interface ScriptAnswer {
  record Script(String text, BootDecision decision) implements ScriptAnswer {
    /** Without the text, which may hold a config token. */
    @Override
    public String toString() {
      return "Script[" + decision.name() + "]";
    }
  }

  /** The client may have nothing here: HTTP 403. */
  record Refused(String reason) implements ScriptAnswer {}
}
