'use strict';

// The original broker or worker as a process of pigato-perf: it says when it is ready, and ends with its standard input.
// node -e SCRIPT NODE_MODULES broker ENDPOINT INTERNAL_CHANNEL
// node -e SCRIPT NODE_MODULES worker ENDPOINT SERVICE CONCURRENCY PARTIALS CACHE(0|1)

process.noDeprecation = true;

const path = require('path');
const { createRequire } = require('module');

const [modules, role, endpoint, ...rest] = process.argv.slice(1);
const outside = createRequire(path.join(modules, 'pigato-perf.js'));

// The lodash that pigato pins has lost a function that its broker calls
const lodash = createRequire(outside.resolve('pigato'))('lodash');
lodash.pluck = lodash.pluck || lodash.map;

const pigato = outside('pigato');
const CACHE_MS = 100000;

function ready() {
  console.log('@perf ready ' + endpoint);
}

function broker(intch) {
  const it = new pigato.Broker(endpoint, { intch });
  it.on('start', ready);
  return it;
}

function worker(service, concurrency, partials, cache) {
  const it = new pigato.Worker(endpoint, service, { concurrency: Number(concurrency) });
  it.on('connect', ready);
  it.on('request', (data, reply) => {
    for (let i = 0; i < Number(partials); i++) {
      reply.write(data);
    }
    if (cache === '1') {
      reply.opts.cache = CACHE_MS;
    }
    reply.end(data + 'FINAL');
  });
  return it;
}

process.stdin.on('end', () => process.exit(0)).resume();

const peer = (role === 'broker') ? broker(...rest) : worker(...rest);
peer.on('error', (error) => console.error('error: ' + (error.stack || JSON.stringify(error))));
peer.start();
