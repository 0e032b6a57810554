/** Who may do what: API tokens, sign-in, roles, and the encryption of secrets at rest. */
@NullMarked
package io.ironwake.access;

import org.jspecify.annotations.NullMarked;
