package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Ignition wants of the {@code ignition} section and of kernel arguments. */
@Pure
final class IgnitionRules {
  private static final Pattern PROXY = Pattern.compile("https?://[^\\s/?#]+\\S*");

  private final Limits limits;
  private final Findings findings;
  private final ResourceRules resources;

  IgnitionRules(Dialect dialect, Limits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
    this.resources = new ResourceRules(dialect, findings);
  }

  void check(Value.Obj document) {
    Value.Obj ignition = document.child("ignition");
    config(ignition.child("config"));
    ignition
        .child("security")
        .child("tls")
        .records("certificateAuthorities")
        .forEach(resources::required);
    Value.Obj proxy = ignition.child("proxy");
    List.of("httpProxy", "httpsProxy")
        .forEach(
            key ->
                proxy
                    .filled(key)
                    .filter(it -> !PROXY.matcher(it).matches())
                    .ifPresent(
                        it ->
                            findings.add(
                                proxy.at(key), "must be a URL such as http://proxy:3128")));
    kernelArguments(document.child("kernelArguments"));
  }

  private void config(Value.Obj config) {
    if (!limits.includes()) {
      List.of("merge", "replace").stream()
          .filter(config::has)
          .forEach(
              key ->
                  findings.add(
                      config.at(key),
                      "is not allowed here: the machine would do what Ironwake never saw; write"
                          + " that config here"));
      return;
    }
    config.records("merge").forEach(resources::required);
    if (config.has("replace")) {
      resources.optional(config.child("replace"));
    }
  }

  private void kernelArguments(Value.Obj arguments) {
    List<Value.Leaf> wanted = arguments.leaves("shouldExist");
    List<Value.Leaf> unwanted = arguments.leaves("shouldNotExist");
    for (Value.Leaf each : unwanted) {
      Optional<Value.Leaf> both =
          wanted.stream().filter(other -> other.text().equals(each.text())).findFirst();
      both.ifPresent(
          it ->
              findings.add(
                  each.origin(), "should exist too, at " + it.origin().place() + "; keep one"));
    }
    List.of(wanted, unwanted)
        .forEach(
            list ->
                list.stream()
                    .filter(
                        each ->
                            each.text().isBlank()
                                || each.text().chars().anyMatch(Character::isISOControl))
                    .forEach(
                        each ->
                            findings.add(each.origin(), "must be a kernel argument on one line")));
  }
}
