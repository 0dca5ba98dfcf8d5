'use strict';

// node load.js INSTALLATION ENDPOINT broker|worker|client [SIZE WINDOW WARM-UP-SECONDS SECONDS]: the original's side
// of the comparison. The client keeps a window of requests under way and prints what it measured as JSON.

const path = require('path');

const [installation, endpoint, role, size, window, warmUpSeconds, seconds] = process.argv.slice(2);
const { Broker, Client, Worker } = require(path.resolve(installation, 'lib/pigato'));

function broker() {
  const peer = new Broker(endpoint);
  peer.on('start', () => console.log('ready'));
  peer.start();
}

function worker() {
  const peer = new Worker(endpoint, 'echo');
  peer.on('connect', () => console.log('ready'));
  peer.on('request', (data, reply) => reply.end(data));
  peer.start();
}

function client() {
  const peer = new Client(endpoint);
  const text = 'x'.repeat(Number(size) - 2);
  const begin = process.hrtime.bigint() + BigInt(warmUpSeconds) * 1000000000n;
  const end = begin + BigInt(seconds) * 1000000000n;
  const micros = [];
  let running = Number(window);
  const ask = () => {
    const sent = process.hrtime.bigint();
    peer.request('echo', text, undefined, (error) => {
      const now = process.hrtime.bigint();
      if (error) {
        console.log('error ' + JSON.stringify(error));
        process.exit(1);
      }
      if (now >= begin && now < end) {
        micros.push(Number(now - sent) / 1000);
      }
      if (now < end) {
        ask();
      } else if (--running === 0) {
        report(micros);
      }
    }, { timeout: 60000 });
  };
  peer.on('error', () => {});
  peer.on('connect', () => {
    for (let i = 0; i < running; i++) {
      ask();
    }
  });
  peer.start();
}

function report(micros) {
  const sorted = Float64Array.from(micros).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  console.log(['result', sorted.length, sorted.length / Number(seconds), at(0.5), at(0.99), at(0.999)].join(' '));
  process.exit(0);
}

// Ends with the benchmark
process.stdin.on('end', () => process.exit(0)).resume();
({ broker, worker, client })[role]();
