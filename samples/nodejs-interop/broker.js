'use strict';

// node broker.js [endpoint]: the original broker.

const { Broker, DEFAULT_ENDPOINT } = require('./lib/pigato');

const endpoint = process.argv[2] || DEFAULT_ENDPOINT;
const options = process.env.PIGATO_INTCH ? { intch: process.env.PIGATO_INTCH } : {};

const broker = new Broker(endpoint, options);
broker.on('error', (error) => console.error('error: ' + JSON.stringify(error)));
broker.on('start', () => console.log('broker: ' + endpoint));
broker.start();
