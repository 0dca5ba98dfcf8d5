/** Measurements that are started by {@code scripts/}, not by the build. */
package io.pigato.bench;
