package io.ironwake.boot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last answer each boot got, so that a loader that asks again and again for what it has does
 * not fill the log and the timeline. Bounded; the boot that asked longest ago is forgotten first.
 */
final class LatestAnswers {
  private static final int MAX = 20_000;

  private final Map<String, String> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MAX;
        }
      };

  /** Notes the answer; false when this boot got the same one last, in the same round of waiting. */
  synchronized boolean isNews(Serving serving, ScriptAnswer answer) {
    String now =
        serving.round()
            + " "
            + switch (answer) {
              case ScriptAnswer.Script script -> script.decision().reason();
              case ScriptAnswer.Refused refused -> refused.reason();
            };
    return !now.equals(answers.put(serving.boot().boot(), now));
  }
}
