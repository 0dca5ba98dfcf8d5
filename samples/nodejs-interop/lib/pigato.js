'use strict';

// pigato as its author wrote it, on a present Node.js: its broker calls a function that the lodash it pins has lost.

process.noDeprecation = true;

const { createRequire } = require('module');

const own = createRequire(require.resolve('pigato'));
const lodash = own('lodash');
lodash.pluck = lodash.pluck || lodash.map;

module.exports = require('pigato');
module.exports.uuid = own('node-uuid');
module.exports.DEFAULT_ENDPOINT = 'tcp://127.0.0.1:55555';
