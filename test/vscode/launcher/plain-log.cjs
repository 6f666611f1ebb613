// Stands for the package @vscode/spdlog of VS Code, which is native, comes without a binary, and without which
// VS Code writes no logs: the part of it that VS Code uses, written at once and into one file.
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  constructor(type, name, file) {
    this.file = file;
    this.level = levels.indexOf('info');
    this.isPlain = false;
  }

  write(level, message) {
    if (levels.indexOf(level) < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.file, this.isPlain ? message : `${time} [${level}] ${message}\n`);
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  clearFormatters() {
    this.isPlain = true;
  }

  setPattern() {
    // Lines look like those of the package.
  }

  flush() {
    // Everything is written at once.
  }

  drop() {
    // No file is held open.
  }
}

for (const level of levels) {
  Logger.prototype[level === 'warning' ? 'warn' : level] = function log(message) {
    this.write(level, message);
  };
}

async function create(name, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}

exports.Logger = Logger;
exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
