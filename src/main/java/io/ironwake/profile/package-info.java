/** What a machine can be given: profiles, their kernel arguments and plain configuration values. */
@NullMarked
package io.ironwake.profile;

import org.jspecify.annotations.NullMarked;
