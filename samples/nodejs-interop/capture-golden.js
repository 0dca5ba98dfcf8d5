'use strict';

// node capture-golden.js [folder]: lets the original client, worker and broker talk to bare sockets and writes down
// what they send. Ids are counted instead of random, so that a second capture gives the same files.

const events = require('events');
const path = require('path');
const zeromq = require('zeromq');
const { Broker, Client, Worker, services, uuid } = require('./lib/pigato');
const { BrokerTap, PeerTap, freeEndpoint } = require('./lib/taps');
const Golden = require('./lib/golden');

const ORIGIN = 'Captured from Node.js: npm pigato 0.0.46 on zeromq 6.8.0, by samples/nodejs-interop/capture-golden.js';
const QUIET_MS = 3600000;
const golden = new Golden();

let ids = 0;
uuid.v4 = () => '00000000-0000-4000-8000-' + String(++ids).padStart(12, '0');

async function client() {
  const tap = await BrokerTap.bind();
  const peer = new Client(tap.endpoint, { heartbeat: QUIET_MS });
  peer.on('error', () => {});
  peer.start();
  golden.add('F02-client-heartbeat', 'start', 'client.start()', await tap.next());
  const asked = async (name, how, service, data, options) => {
    const stream = peer.request(service, data, options);
    golden.add('F01-client-request', name, how, await tap.nextOther());
    return stream;
  };
  const stream = await asked('object', 'client.request("echo", {text: "Grüße"})', 'echo', { text: 'Grüße' });
  await asked('options', 'client.request("echo@^1.2", [1], {timeout: -1, retry: 1, nocache: 1, workerId: "w-1"})',
    'echo@^1.2', [1], { timeout: -1, retry: 1, nocache: 1, workerId: 'w-1' });
  await asked('null-data', 'client.request("echo", null)', 'echo', null);
  await asked('undefined-data', 'client.request("echo", undefined): the text undefined', 'echo', undefined);
  await asked('non-ascii-service', 'client.request("größe", "")', 'größe', '');
  stream.heartbeat();
  golden.add('F03-request-heartbeat', 'stream', 'stream.heartbeat()', await tap.next());
  peer.stop();
  tap.close();
}

const ANSWERS = {
  stream: (reply) => { reply.write({ n: 1 }); reply.end({ n: 2 }); },
  end: (reply) => reply.end(),
  cache: (reply) => { reply.opts = { cache: 5000 }; reply.end('x'); },
  error: (reply) => reply.error('failed'),
  'error-object': (reply) => reply.error({ message: 'failed', code: 7 }),
  'error-undefined': (reply) => reply.error(),
  reject: (reply) => reply.reject(),
  'reject-reason': (reply) => reply.reject('busy'),
};

async function worker() {
  const tap = await BrokerTap.bind();
  const peer = new Worker(tap.endpoint, 'echo', { heartbeat: QUIET_MS });
  peer.on('request', (data, reply) => ANSWERS[data](reply));
  peer.start();
  golden.add('F08-worker-ready', 'start', 'worker.start()', await tap.next());
  golden.add('F10-worker-heartbeat', 'start', 'worker.start()', await tap.next());
  peer.heartbeat({ update: 1 });
  golden.add('F10-worker-heartbeat', 'update', 'worker.heartbeat({update: 1})', await tap.next());
  const answered = async (row, name, how) => golden.add(row, name, how, await tap.next());
  const ask = async (what) => tap.say('W', '2', 'c-1', 'echo', '', 'r-' + what, JSON.stringify(what), '{}');
  await ask('stream');
  await answered('F14-worker-reply', 'partial', 'reply.write({n: 1})');
  await answered('F14-worker-reply', 'final', 'reply.end({n: 2})');
  await ask('end');
  await answered('F14-worker-reply', 'null', 'reply.end()');
  await ask('cache');
  await answered('F14-worker-reply', 'cache', 'reply.opts = {cache: 5000}; reply.end("x")');
  await ask('error');
  await answered('F14-worker-reply', 'error', 'reply.error("failed"): options are the text undefined');
  await ask('error-object');
  await answered('F14-worker-reply', 'error-object', 'reply.error({message: "failed", code: 7})');
  await ask('error-undefined');
  await answered('F14-worker-reply', 'error-undefined', 'reply.error(): data and options are the text undefined');
  await ask('reject');
  await answered('F15-worker-reject', 'bare', 'reply.reject(): data and options are the text undefined');
  await ask('reject-reason');
  await answered('F15-worker-reject', 'reason', 'reply.reject("busy")');
  peer.stop();
  golden.add('F16-worker-disconnect', 'stop', 'worker.stop()', await tap.next());
  tap.close();
}

async function broker() {
  const [endpoint, intch] = [await freeEndpoint(), await freeEndpoint()];
  const peer = new Broker(endpoint, { heartbeat: QUIET_MS, intch, name: 'B' });
  peer.on('error', () => {});
  peer.start();
  await events.once(peer, 'start');
  const directory = new zeromq.Subscriber({ receiveTimeout: 5000 });
  directory.connect(intch);
  directory.subscribe('$dir');
  const [asks, serves] = [new PeerTap(endpoint, 'c-1'), new PeerTap(endpoint, 'w-1')];
  await asks.say('C', '4');
  golden.add('F06-client-heartbeat-echo', 'echo', 'in answer to C 4', await asks.next());
  await serves.say('W', '4');
  golden.add('F16-broker-disconnect', 'unknown', 'to a worker that never said READY', await serves.next());
  await serves.say('W', '1', 'echo');
  golden.add('F09-ready-ack', 'ready', 'in answer to W 1 echo', await serves.next());
  await serves.say('W', '4', '', '{"concurrency":100}');
  golden.add('F11-worker-heartbeat-echo', 'echo', 'in answer to F10', await serves.next());
  await conversation(asks, serves);
  await published(directory, endpoint);
  [asks, serves, directory].forEach((socket) => socket.close());
  peer.stop();
}

async function conversation(asks, serves) {
  const dispatched = async (name, how, ...frames) => {
    await asks.say('C', '2', 'echo', ...frames);
    golden.add('F13-worker-request', name, how, await serves.next());
  };
  const replied = async (name, how, ...frames) => {
    await serves.say('W', ...frames);
    golden.add('F07-client-reply', name, how, await asks.next());
  };
  await dispatched('options', 'of a request with options', 'r-1', '{"a":1}', '{"timeout":5000,"extra":[true]}');
  await dispatched('no-options', 'of a request without options, as Ruby sends', 'r-2', '"x"');
  await replied('partial', 'of a partial with options', '6', 'c-1', '', 'r-1', '0', '{"n":1}', '{}');
  await replied('final', 'of a final reply with options', '3', 'c-1', '', 'r-1', '0', '{"n":2}', '{"cache":5000}');
  await replied('no-options', 'of a final reply without options, as Ruby sends', '3', 'c-1', '', 'r-2', '0', '"y"');
  await dispatched('undefined', 'of a request for nothing', 'r-3', 'undefined', '{}');
  await replied('error', 'of an error', '3', 'c-1', '', 'r-3', '-1', '"failed"', 'undefined');
}

async function publication(directory, fits) {
  let frames = await directory.receive();
  while (!fits(frames[0].toString())) {
    frames = await directory.receive();
  }
  return frames;
}

async function published(directory, endpoint) {
  const other = new PeerTap(endpoint, 'w-2');
  await other.say('W', '1', 'größe@1.2.0');
  await other.next();
  golden.add('F17-directory', 'two-services', 'after READY of a second worker',
    await publication(directory, (text) => text.includes('"w-2"')));
  await other.say('W', '5');
  golden.add('F16-broker-disconnect', 'answer', 'in answer to W 5, which no other peer should send',
    await other.next());
  golden.add('F17-directory', 'empty-service', 'after DISCONNECT of that worker',
    await publication(directory, (text) => text.includes('größe') && !text.includes('"w-2"')));
  other.close();
}

async function main(folder) {
  if (services.Directory.length !== 2) {
    throw new Error('Another version of pigato than expected');
  }
  await client();
  await worker();
  await broker();
  console.log(golden.write(folder, ORIGIN) + ' files written to ' + folder);
}

main(process.argv[2] || path.join(__dirname, '../../pigato-core/src/test/resources/golden/nodejs'))
  .then(() => setTimeout(() => process.exit(0), 500))
  .catch((error) => { console.error(error); process.exit(1); });
