import { Injectable } from '@nestjs/common';
import type { PolicyRunner } from './policy-runner.js';

/** Tells health how policies do: of those that run in this process. */
@Injectable()
export class PolicyHealth {
  private runner: Pick<PolicyRunner, 'failed'> | undefined;

  /** How many commands of policies have failed and are tried again. */
  get failed(): number {
    return this.runner?.failed ?? 0;
  }

  /** Policies run in this process. */
  of(runner: Pick<PolicyRunner, 'failed'>): void {
    this.runner = runner;
  }
}
