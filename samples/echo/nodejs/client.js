'use strict';

// The same client in Node.js, on the original npm pigato: node client.js [words ...]
// The endpoint is in PIGATO_ENDPOINT, if it is not the default.

const { Client, DEFAULT_ENDPOINT } = require(process.env.PIGATO_JS || '../../nodejs-interop/lib/pigato');

const words = process.argv.length > 2 ? process.argv.slice(2) : ['Hello, PIGATO'];
const client = new Client(process.env.PIGATO_ENDPOINT || DEFAULT_ENDPOINT);

function ask() {
  const word = words.shift();
  if (word === undefined) {
    client.stop();
    setTimeout(() => process.exit(0), 100);
    return;
  }
  client.request('echo', word, undefined, (error, reply) => {
    console.log(error ? 'error: ' + JSON.stringify(error) : 'echo: ' + reply);
    ask();
  }, { timeout: 20000 });
}

client.on('connect', ask);
client.start();
