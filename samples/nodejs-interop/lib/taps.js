'use strict';

// Bare ZeroMQ sockets that stand where a PIGATO peer expects its counterpart, and see the frames as they are.

const net = require('net');
const zeromq = require('zeromq');

const PATIENCE_MS = 5000;

async function freeEndpoint() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve('tcp://127.0.0.1:' + port));
    });
  });
}

class BrokerTap {

  static async bind() {
    const tap = new BrokerTap();
    tap.socket = new zeromq.Router({ receiveTimeout: PATIENCE_MS, linger: 0 });
    await tap.socket.bind('tcp://127.0.0.1:*');
    tap.endpoint = tap.socket.lastEndpoint;
    return tap;
  }

  async next() {
    const [peer, ...frames] = await this.socket.receive();
    this.peer = peer;
    return frames;
  }

  // Passes over the heartbeats that come by the clock.
  async nextOther() {
    let frames = await this.next();
    while (frames[1].toString() === '4') {
      frames = await this.next();
    }
    return frames;
  }

  async say(...frames) {
    await this.socket.send([this.peer, ...frames]);
  }

  close() {
    this.socket.close();
  }

}

class PeerTap {

  constructor(endpoint, identity) {
    this.socket = new zeromq.Dealer({ routingId: identity, receiveTimeout: PATIENCE_MS, linger: 0 });
    this.socket.connect(endpoint);
  }

  async say(...frames) {
    await this.socket.send(frames);
  }

  async next() {
    return this.socket.receive();
  }

  close() {
    this.socket.close();
  }

}

module.exports = { BrokerTap, PeerTap, freeEndpoint };
