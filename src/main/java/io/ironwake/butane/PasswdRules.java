package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.regex.Pattern;

/** What Ignition and useradd want of users and groups. */
@Pure
final class PasswdRules {
  /** shadow's rule, which useradd enforces. */
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,30}[A-Za-z0-9_.$-]?");

  /** crypt(5): {@code $id$…}, the old DES form, or a lock. */
  private static final Pattern HASH =
      Pattern.compile("[!*]*(?:|\\$[A-Za-z0-9]+\\$\\S+|[./A-Za-z0-9]{13})");

  private final Findings findings;

  PasswdRules(Findings findings) {
    this.findings = findings;
  }

  void check(Value.Obj passwd) {
    passwd.records("users").forEach(this::user);
    passwd.records("groups").forEach(this::account);
  }

  private void account(Value.Obj account) {
    String name = account.text("name").orElse("");
    if (!NAME.matcher(name).matches() || name.matches("[0-9]+|\\.{1,2}")) {
      findings.add(account.at("name"), "must be a name of letters, digits, '_', '.' and '-'");
    }
    account
        .text("passwordHash")
        .filter(it -> !HASH.matcher(it).matches())
        .ifPresent(
            it ->
                findings.add(
                    account.at("passwordHash"),
                    "is no hash of a password; mkpasswd --method=yescrypt makes one"));
  }

  private void user(Value.Obj user) {
    account(user);
    Paths.check(user, "homeDir", findings);
    Paths.check(user, "shell", findings);
    user.leaves("sshAuthorizedKeys").stream()
        .filter(each -> !SshPublicKey.matches(each.text().strip()))
        .forEach(
            each ->
                findings.add(
                    each.origin(), "is not a public SSH key; paste the line of the .pub file"));
    user.text("gecos")
        .filter(it -> it.contains(":") || it.chars().anyMatch(Character::isISOControl))
        .ifPresent(it -> findings.add(user.at("gecos"), "must be a single line without a colon"));
    if (user.isFalse("shouldExist")) {
      List.of("sshAuthorizedKeys", "passwordHash", "uid").stream()
          .filter(user::has)
          .forEach(
              key -> findings.add(user.at(key), "is for a user that should not exist; remove one"));
    }
  }
}
