export * from './icalendar-holidays.js';
