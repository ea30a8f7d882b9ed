import 'reflect-metadata';

export * from './words.js';
export * from './fields.js';
export * from './described.js';
export * from './check.js';
export * from './normalise.js';
export * from './forms.js';
