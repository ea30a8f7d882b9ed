/** A command takes less than this from reading the door of an agent to its event, milliseconds: then nothing comes after. */
export const DOOR_CLOSES_MS = 60_000;
