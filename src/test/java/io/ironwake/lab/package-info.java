/** The laboratory: real firmware, real guests and real clients on networks the tests make. */
package io.ironwake.lab;
