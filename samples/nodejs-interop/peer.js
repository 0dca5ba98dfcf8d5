'use strict';

// node peer.js: the original peers under remote control, for the automated tests. A line on stdin asks for something,
// {"id":1,"do":"client",…}; a line on stdout answers, {"id":1,"value":…} or {"id":1,"error":…}, or tells what happened,
// {"event":"request","of":"w1",…}. What each command takes stands in its function. Ends with its stdin.

const readline = require('readline');
const { Broker, Client, Worker, services } = require('./lib/pigato');

const peers = new Map();
let beats = [];

function write(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

function tell(event, of, more) {
  write({ event, of, ...more });
}

function orNull(value) {
  return value === undefined ? null : value;
}

function add(name, peer) {
  peers.set(name, peer);
  peer.on('error', (error) => tell('error', name, { value: String(error) }));
  return peer;
}

function find(name) {
  if (!peers.has(name)) {
    throw new Error('no peer ' + name);
  }
  return peers.get(name);
}

// As worker.js answers, and {"partials":n,"last":x} by 0 to n-1 and x, {"show":"options"} by the request's options.
function answer(data, reply, options) {
  const { fail, partials, show } = data || {};
  for (let i = 0; i < (partials || 0); i++) {
    reply.write(i);
  }
  if (fail !== undefined) {
    reply.error(fail);
  } else if (show === 'options') {
    reply.end(options);
  } else {
    reply.end(partials === undefined ? data : data.last);
  }
}

// A stream gives all values and the error, if any; a request the last value alone.
function ask(client, { service, data, options, stream, beat }, done) {
  if (!stream) {
    client.request(service, data, undefined, (error, value) => {
      done(error ? { error, values: [] } : { values: [orNull(value)] });
    }, options);
    return;
  }
  const outcome = { values: [] };
  const replies = client.request(service, data, options);
  replies.on('data', (value) => outcome.values.push(value));
  replies.on('error', (error) => { outcome.error = error; });
  replies.on('end', () => done(outcome));
  if (beat) {
    beats.push(setInterval(() => replies.heartbeat(), beat));
  }
}

// Stops a peer for good: a worker of the original that hears the broker's answer to its goodbye starts again.
function end(peer) {
  peer.stop();
  peer.start = () => {};
}

const commands = {

  broker({ name, endpoint, conf }, done) {
    const broker = add(name, new Broker(endpoint, conf));
    broker.on('start', () => done(true));
    broker.start();
  },

  state({ of }, done) {
    const { services, workers } = find(of);
    const registered = Array.from(workers.values()).filter((worker) => worker.service)
      .map(({ workerId, service, opts }) => ({ id: workerId, service, concurrency: opts.concurrency }));
    done({ workers: registered, queued: Object.values(services).reduce((sum, { q }) => sum + q.length, 0) });
  },

  client({ name, endpoint, conf }, done) {
    const client = add(name, new Client(endpoint, conf));
    client.once('connect', () => done(true));
    client.start();
  },

  request({ of, ...what }, done) {
    ask(find(of), what, done);
  },

  endBeats(_, done) {
    beats.forEach(clearInterval);
    beats = [];
    done(true);
  },

  // held: the replies wait for the command reply.
  worker({ name, endpoint, service, conf, held }, done) {
    const worker = add(name, new Worker(endpoint, service, conf));
    worker.replies = [];
    worker.on('request', (data, reply, options) => {
      if (!held) {
        answer(data, reply, options);
        return;
      }
      worker.replies.push(reply);
      tell('request', name, { data: orNull(data) });
    });
    worker.start();
    done(true);
  },

  // The original's core service $dir; publications is the broker's intch.
  directory({ name, endpoint, publications }, done) {
    const directory = new services.Directory(endpoint, { intch: publications });
    peers.set(name, directory);
    directory.start();
    done(true);
  },

  // Has the broker publish to the directory, which misses what came before its subscription.
  publish({ of }, done) {
    find(of).wrk.heartbeat({ update: 1 });
    done(true);
  },

  // What the directory was told by its broker.
  listing({ of }, done) {
    done(find(of)._dir);
  },

  // how: write, end, error or reject
  reply({ of, index, how, value }, done) {
    find(of).replies[index][how](value);
    done(true);
  },

  active({ of, index }, done) {
    done(find(of).replies[index].active());
  },

  concurrency({ of, value }, done) {
    const worker = find(of);
    worker.conf.concurrency = value;
    worker.heartbeat();
    done(true);
  },

  stop({ of }, done) {
    end(find(of));
    peers.delete(of);
    done(true);
  },

  // Stops all; nobody waits for their last words.
  reset(_, done) {
    commands.endBeats({}, () => {});
    peers.forEach(end);
    peers.clear();
    done(true);
  }

};

process.on('uncaughtException', (error) => tell('uncaught', null, { value: String(error.stack) }));

const lines = readline.createInterface({ input: process.stdin, terminal: false });
lines.on('line', (line) => {
  const { id, do: what, ...args } = JSON.parse(line);
  try {
    commands[what](args, (value) => write({ id, value: orNull(value) }));
  } catch (error) {
    write({ id, error: String(error) });
  }
});
lines.on('close', () => process.exit(0));
