'use strict';

// The same service in Node.js, on the original npm pigato: node worker.js [endpoint]

const { Worker, DEFAULT_ENDPOINT } = require(process.env.PIGATO_JS || '../../nodejs-interop/lib/pigato');

const worker = new Worker(process.argv[2] || DEFAULT_ENDPOINT, 'echo');
worker.on('connect', () => console.log('echo is offered from Node.js'));
worker.on('request', (data, reply) => reply.end(data));
worker.start();
