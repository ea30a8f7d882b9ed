export * from './skills.js';
export * from './words-of.js';
