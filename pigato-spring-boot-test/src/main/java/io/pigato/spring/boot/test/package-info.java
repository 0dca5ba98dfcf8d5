/**
 * For the tests of applications: a broker in process, the port of an embedded one, and
 * stubs of services that other applications offer.
 */
@NullMarked
package io.pigato.spring.boot.test;

import org.jspecify.annotations.NullMarked;
