/**
 * What the application is told while it runs, as application events. They are published
 * in the order in which things happened, by a callback thread: from the moment the
 * context has started, and not while it closes.
 * <p>
 * May depend on: the core's client, Spring's application events.
 */
@NullMarked
package io.pigato.spring.event;

import org.jspecify.annotations.NullMarked;
