'use strict';

// node directory.js <lib/pigato> <endpoint> <intch>: the original's core service, beside its broker.

const PIGATO = require(process.argv[2]);

const directory = new PIGATO.services.Directory(process.argv[3], { intch: process.argv[4] });
directory.start();
console.log('directory: ' + process.argv[3]);
