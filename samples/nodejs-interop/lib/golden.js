'use strict';

// Golden files: one for each row of the protocol's table, readable and the same at every capture.

const fs = require('fs');
const path = require('path');

const VISIBLE_FROM = 0x20;
const VISIBLE_TO = 0x7e;

function escape(frame) {
  return Array.from(frame, (byte) => {
    if (byte === 0x5c) {
      return '\\\\';
    }
    const visible = byte >= VISIBLE_FROM && byte <= VISIBLE_TO;
    return visible ? String.fromCharCode(byte) : '\\x' + byte.toString(16).padStart(2, '0');
  }).join('');
}

class Golden {

  constructor() {
    this.rows = new Map();
  }

  add(row, name, how, frames) {
    const lines = ['', '[' + name + ']', '# ' + how, ...frames.map((frame) => '|' + escape(frame))];
    this.rows.set(row, [...(this.rows.get(row) || []), ...lines]);
  }

  write(folder, origin) {
    for (const [row, lines] of this.rows) {
      const head = ['# ' + row, '# ' + origin, '# Each line after | is one frame; \\xNN is one byte.'];
      fs.writeFileSync(path.join(folder, row + '.txt'), [...head, ...lines, ''].join('\n'));
    }
    return this.rows.size;
  }

}

module.exports = Golden;
