'use strict';

// The original worker, which answers with the options of the request: node options-worker.js endpoint

const { Worker } = require(process.env.PIGATO_JS);

const worker = new Worker(process.argv[2], 'node-options');
worker.on('request', (data, reply, options) => reply.end(options));
worker.start();
