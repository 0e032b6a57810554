package io.ironwake.profile;

/** Refuses a profile that could never boot a machine, while its author is still there. */
public interface ProfileCheck {

  /**
   * Looks at a profile about to be stored.
   *
   * @throws IllegalArgumentException naming where it is wrong and the fix; holds no secret
   */
  void check(Profile profile);
}
