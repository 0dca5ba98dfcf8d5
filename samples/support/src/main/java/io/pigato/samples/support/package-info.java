/** What the tests of the samples have in common. */
@org.jspecify.annotations.NullMarked
package io.pigato.samples.support;
