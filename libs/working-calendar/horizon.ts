/**
 * How far away an answer is looked for: ten years of 365.25 days, in milliseconds. Work that is due later than that is a
 * mistake in the question or a calendar without hours.
 */
export const HORIZON_MS = 10 * 365.25 * 24 * 60 * 60 * 1000;
