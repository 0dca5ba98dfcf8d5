/**
 * The peers of this project together with the original ones, which run in Node.js (see
 * {@code samples/nodejs-interop}), in every mixture and on every engine. Without Node.js
 * the tests are skipped, or fail where the environment says {@code CI=true} or
 * {@code PIGATO_INTEROP=required}. What passed is written to
 * {@code target/interop-table-*.md}.
 */
@NullMarked
package io.pigato.interop;

import org.jspecify.annotations.NullMarked;
