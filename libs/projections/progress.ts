import type { Moving } from './catalogue.js';
import { latest, shareOfPlace, type Place } from './places.js';

/** How far some views are that share a read of the log. */
export interface Progress {
  readonly views: readonly string[];
  /** Events folded so far, by the view that folded most. */
  readonly events: number;
  readonly position: Place;
  /** The end of the log, as far as is known. */
  readonly head: Place;
  /** About which share of the log is done, 0 to 1. */
  readonly share: number;
}

export type OnProgress = (progress: Progress) => void;

/** Tells how far views are on their way to the end of the log, and once when they are there; then no more. */
export class Reporting {
  private readonly listeners = new Map<Moving, OnProgress>();
  private readonly arrived = new WeakSet<Moving>();
  private head: Place;

  constructor(private readonly onProgress: OnProgress | undefined) {}

  /** The log was seen to end there. */
  logEndsAt(head: Place): void {
    this.head = head;
  }

  /** Tells of one build alone. Returns how to end it. */
  listen(build: Moving, onProgress: OnProgress | undefined): () => void {
    if (onProgress) this.listeners.set(build, onProgress);
    return () => void this.listeners.delete(build);
  }

  /** Builds that stand at the same place have moved. */
  moved(builds: readonly Moving[], atEnd: boolean): void {
    const position = builds[0]?.position;
    this.head = latest([this.head, position]);
    const under = builds.filter((build) => !this.arrived.has(build));
    if (under.length > 0) this.onProgress?.(this.progress(builds));
    for (const build of under) {
      this.listeners.get(build)?.(this.progress([build]));
      if (atEnd) this.arrived.add(build);
    }
  }

  private progress(builds: readonly Moving[]): Progress {
    const position = builds[0]?.position;
    return {
      views: builds.map((build) => build.projection),
      events: Math.max(0, ...builds.map((build) => build.generation.events)),
      position,
      head: this.head,
      share: shareOfPlace(position, this.head),
    };
  }
}
