'use strict';

// node client.js SERVICE JSON [--stream] [endpoint]: the original client asks once and prints what comes back:
// with --stream each value on a line of its own, else the final reply alone. Ends with 1 after an error.

const { Client, DEFAULT_ENDPOINT } = require('./lib/pigato');

const stream = process.argv.includes('--stream');
const [service, json, endpoint = DEFAULT_ENDPOINT] = process.argv.slice(2).filter((word) => word !== '--stream');
if (json === undefined) {
  console.error('usage: node client.js SERVICE JSON [--stream] [endpoint]');
  process.exit(2);
}

const client = new Client(endpoint);
let failed = false;

function show(label, value) {
  console.log(label + ': ' + JSON.stringify(value));
}

function fail(error) {
  failed = true;
  show('error', error);
}

function end() {
  client.stop();
  setTimeout(() => process.exit(failed ? 1 : 0), 100);
}

function ask() {
  const data = JSON.parse(json);
  const options = { timeout: Number(process.env.PIGATO_TIMEOUT || 10000) };
  if (stream) {
    client.request(service, data, options).on('data', (value) => show('value', value)).on('error', fail).on('end', end);
    return;
  }
  client.request(service, data, undefined, (error, value) => {
    if (error) {
      fail(error);
    } else {
      show('reply', value);
    }
    end();
  }, options);
}

client.on('error', fail);
client.on('connect', ask);
client.start();
