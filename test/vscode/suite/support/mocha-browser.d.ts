// Mocha's build for browsers, imported for what it puts into the global scope.
declare module 'mocha/mocha.js';
