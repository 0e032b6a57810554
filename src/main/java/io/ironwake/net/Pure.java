package io.ironwake.net;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose results depend on its arguments alone: no container, database, socket, file,
 * clock or randomness, and no dependency on an Ironwake class that is not itself pure. An ArchUnit
 * test holds it to that.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Pure {}
