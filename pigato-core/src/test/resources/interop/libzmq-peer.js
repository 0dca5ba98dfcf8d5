'use strict'
// One bare socket of libzmq, through Node.js: node libzmq-peer.js dealer|router|sub|pub [endpoint]
const zmq = require('zeromq')

const HEARTBEATS = { heartbeatInterval: 50, heartbeatTimeout: 1000, heartbeatTimeToLive: 2000 }
const [role, endpoint] = process.argv.slice(2)
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis))
const say = (line) => console.log(line)

function samples() {
  const large = Buffer.alloc(5000000, 'libzmq')
  return [['whole'], [''], ['a', '', 'b'], ['', '', ''], [Buffer.alloc(255), Buffer.alloc(256)], ['head', large, 'tail']]
}

async function exchange(socket) {
  for (const sample of samples()) {
    await socket.send(sample)
    const answer = await socket.receive()
    const same = answer.length === sample.length && answer.every((frame, i) => frame.equals(Buffer.from(sample[i])))
    if (!same) throw new Error('another answer than what was sent')
  }
}

const roles = {
  async dealer() {
    const socket = new zmq.Dealer({ routingId: 'libzmq', reconnectInterval: 50, linger: 0, ...HEARTBEATS })
    socket.connect(endpoint)
    await exchange(socket)
    await pause(1500)
    await exchange(socket)
    say('exchanged')
    process.stdin.once('data', async () => {
      await exchange(socket)
      say('exchanged again')
      process.exit(0)
    })
  },
  async router() {
    const socket = new zmq.Router({ linger: 0, ...HEARTBEATS })
    await socket.bind('tcp://127.0.0.1:*')
    say(socket.lastEndpoint)
    for await (const message of socket) await socket.send(message)
  },
  async sub() {
    const socket = new zmq.Subscriber({ linger: 0, ...HEARTBEATS })
    socket.subscribe('topic')
    socket.connect(endpoint)
    const message = await socket.receive()
    say(message.map(String).join('|'))
    process.exit(0)
  },
  async pub() {
    const socket = new zmq.Publisher({ linger: 0, ...HEARTBEATS })
    await socket.bind('tcp://127.0.0.1:*')
    say(socket.lastEndpoint)
    for (;;) {
      await socket.send(['other', 'not wanted'])
      await socket.send(['topic-1', 'text'])
      await pause(20)
    }
  }
}

roles[role]().catch((error) => {
  say('failed: ' + error)
  process.exit(1)
})
