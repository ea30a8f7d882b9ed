import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { ProjectionRunner } from '@baton/projections';
import type { App, Basis } from '../app.js';
import { carryingOut } from './carry-out.js';
import { PolicyHealth } from './policy-health.js';
import { PolicyRunner } from './policy-runner.js';

/**
 * What runs the policies of an application, until a signal, in the process that builds its views.
 * @param modules where the application's commands are carried out
 */
export function policiesOf(
  { policies }: App,
  { baton, telemetry }: Pick<Basis, 'baton' | 'telemetry'>,
  modules: INestApplicationContext,
  views: ProjectionRunner,
): (signal: AbortSignal) => Promise<void> {
  if (!policies) return () => Promise.resolve();
  const { store: log, queries, clock } = baton;
  const carryOut = carryingOut(policies.declared, modules.get(CommandBus), clock);
  const runner = new PolicyRunner({ timers: policies.timers, carryOut, log, queries, views, clock, telemetry });
  modules.get(PolicyHealth).of(runner);
  return (signal) => runner.run(signal);
}
