'use strict';

// The npm package zmq 2.15, which pigato asks for, no longer builds. This offers what pigato uses of it on zeromq 6,
// whose own compatibility layer lacks the state of a socket, refuses frames that are neither texts nor buffers, and
// forgets on close what it has not handed to the library yet. While that leaves, nothing more comes in: a worker of
// pigato that is told DISCONNECT after its stop would start again.

const compat = require('zeromq/v5-compat');

const STATE_READY = 0;
const STATE_CLOSED = 2;
const NAMELESS = new Set(['pub', 'sub', 'xpub', 'xsub']);
const MIN_LINGER_MS = 500;
const DRAIN_LIMIT_MS = 1000;

function toFrame(part) {
  return Buffer.isBuffer(part) ? part : Buffer.from(String(part), 'utf8');
}

class Socket extends compat.Socket {

  constructor(type) {
    super(type);
    this._zmq = { state: STATE_READY };
    this._unsent = 0;
  }

  get identity() {
    return NAMELESS.has(this.type) ? '' : super.getsockopt('identity');
  }

  set identity(value) {
    if (!NAMELESS.has(this.type)) {
      super.setsockopt('identity', value);
    }
  }

  setsockopt(option, value) {
    return super.setsockopt(option, option === 'linger' ? Math.max(value, MIN_LINGER_MS) : value);
  }

  send(message, flags, done) {
    this._unsent++;
    return super.send([].concat(message).map(toFrame), flags, (error) => {
      this._unsent--;
      if (done) {
        done(error);
      } else if (error) {
        this.emit('error', error);
      }
      if (this._unsent === 0) {
        this.emit('_sent');
      }
    });
  }

  emit(event, ...args) {
    return !(event === 'message' && this._zmq.state === STATE_CLOSED) && super.emit(event, ...args);
  }

  close() {
    if (this._zmq.state === STATE_CLOSED) {
      return this;
    }
    this._zmq.state = STATE_CLOSED;
    const end = () => {
      if (!this.closed) {
        super.close();
      }
    };
    if (this._unsent === 0) {
      end();
    } else {
      this.once('_sent', end);
      setTimeout(end, DRAIN_LIMIT_MS).unref();
    }
    return this;
  }

}

function socket(type) {
  return new Socket(type);
}

module.exports = { Socket, socket, createSocket: socket, version: compat.version, STATE_READY, STATE_CLOSED };
