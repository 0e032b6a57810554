/**
 * Who gets which address: subnets, pools, reservations, and leases that are durable before they are
 * acknowledged.
 */
@NullMarked
package io.ironwake.address;

import org.jspecify.annotations.NullMarked;
