"""One bare socket of libzmq, through Python: python3 libzmq-peer.py dealer|router|sub|pub [endpoint]"""
import sys
import time

import zmq

context = zmq.Context()


def socket(kind):
    made = context.socket(kind)
    made.linger = 0
    made.setsockopt(zmq.HEARTBEAT_IVL, 50)
    made.setsockopt(zmq.HEARTBEAT_TIMEOUT, 1000)
    made.setsockopt(zmq.HEARTBEAT_TTL, 2000)
    return made


def say(line):
    print(line, flush=True)


def exchange(dealer):
    large = b"libzmq" * 833333
    samples = [[b"whole"], [b""], [b"a", b"", b"b"], [b"", b"", b""], [bytes(255), bytes(256)], [b"head", large, b"tail"]]
    for sample in samples:
        dealer.send_multipart(sample)
        if dealer.recv_multipart() != sample:
            raise RuntimeError("another answer than what was sent")


def dealer(endpoint):
    made = socket(zmq.DEALER)
    made.setsockopt(zmq.IDENTITY, b"libzmq")
    made.setsockopt(zmq.RECONNECT_IVL, 50)
    made.connect(endpoint)
    exchange(made)
    time.sleep(1.5)
    exchange(made)
    say("exchanged")
    sys.stdin.readline()
    exchange(made)
    say("exchanged again")


def router():
    made = socket(zmq.ROUTER)
    made.bind("tcp://127.0.0.1:*")
    say(made.getsockopt_string(zmq.LAST_ENDPOINT).rstrip("\0"))
    while True:
        made.send_multipart(made.recv_multipart())


def sub(endpoint):
    made = socket(zmq.SUB)
    made.setsockopt(zmq.SUBSCRIBE, b"topic")
    made.connect(endpoint)
    say("|".join(frame.decode() for frame in made.recv_multipart()))


def pub():
    made = socket(zmq.PUB)
    made.bind("tcp://127.0.0.1:*")
    say(made.getsockopt_string(zmq.LAST_ENDPOINT).rstrip("\0"))
    while True:
        made.send_multipart([b"other", b"not wanted"])
        made.send_multipart([b"topic-1", b"text"])
        time.sleep(0.02)


globals()[sys.argv[1]](*sys.argv[2:])
