'use strict';

// node worker.js SERVICE [endpoint]: the original worker. It echoes what it is asked, with two exceptions:
// {"stream":[…]} is answered by each element as a partial and an empty end, {"fail":…} by that as an error.

const { Worker, DEFAULT_ENDPOINT } = require('./lib/pigato');

const [service, endpoint = DEFAULT_ENDPOINT] = process.argv.slice(2);
if (!service) {
  console.error('usage: node worker.js SERVICE [endpoint]');
  process.exit(2);
}

const worker = new Worker(endpoint, service);
worker.on('error', (error) => console.error('error: ' + JSON.stringify(error)));
worker.on('connect', () => console.log('worker: ' + service));
worker.on('request', (data, reply) => {
  if (data && Array.isArray(data.stream)) {
    data.stream.forEach((element) => reply.write(element));
    reply.end();
  } else if (data && data.fail !== undefined) {
    reply.error(data.fail);
  } else {
    reply.end(data);
  }
});
worker.start();

function stop() {
  worker.stop();
  setTimeout(() => process.exit(0), 300);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
