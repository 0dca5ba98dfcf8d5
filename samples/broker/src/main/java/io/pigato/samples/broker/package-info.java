/** The broker on its own. */
@org.jspecify.annotations.NullMarked
package io.pigato.samples.broker;
