import { streamOf, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { DescribedClass } from '@baton/fields';
import type { RegisteredCommand } from '../platform/commands/command-slice.js';
import { decisionSlice } from '../platform/commands/decision-slice.js';
import { caseAggregate } from './case-folds.state.js';
import type { CaseState } from './case.state.js';
import type { DoorFacts } from './guards.js';
import { HoursOfPromises } from './hours-of-promises.js';
import { Neighbours } from './neighbours.js';
import type { SurvivorFacts } from './owed-promises.js';
import type { PromiseHours } from './promise-hours.js';
import { RelatedCases } from './related-cases.js';

type OnCase = { readonly caseId: string };
export type CaseDecision<C, Facts = undefined> = (
  command: C,
  given: Given,
  facts: Facts,
) => Decide<CaseState, CaseFact>;

export const streamOfCase = ({ caseId }: OnCase): string => streamOf('case', caseId);

/** A command on a case that needs nothing but the case. */
export const onCase = <C extends OnCase>(command: DescribedClass<C>, decide: CaseDecision<C>): RegisteredCommand =>
  decisionSlice({ command, aggregate: caseAggregate, stream: streamOfCase, decide });

/** A command with which the caller takes a case: whether he takes anything new, his own stream says (H11). */
export const takingWork = <C extends OnCase>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, DoorFacts>,
): RegisteredCommand =>
  decisionSlice({
    command,
    aggregate: caseAggregate,
    stream: streamOfCase,
    decide,
    facts: {
      from: Neighbours,
      gather: async (neighbours: Neighbours, { caseId }: C, { by, now }) => ({
        door: await neighbours.callersDoor(by, now, caseId),
      }),
    },
  });

/** A command on a case that policies alone ask. */
export const byPolicy = <C extends OnCase>(command: DescribedClass<C>, decide: CaseDecision<C>): RegisteredCommand =>
  decisionSlice({ command, mutation: false, aggregate: caseAggregate, stream: streamOfCase, decide });

/** A command on a case that names departments, which must exist. */
export const namingDepartment = <C extends OnCase>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, { departmentKnown: boolean }>,
  named: (command: C) => readonly (string | undefined)[],
): RegisteredCommand =>
  decisionSlice({
    command,
    aggregate: caseAggregate,
    stream: streamOfCase,
    decide,
    facts: {
      from: Neighbours,
      gather: async (neighbours: Neighbours, body: C) => ({
        departmentKnown: await neighbours.departmentsKnown(named(body)),
      }),
    },
  });

/** A command of whoever owes a promise: in a duplicate that is whoever answers for the case in which work goes on (X3). */
export const owingPromise = <C extends OnCase>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, SurvivorFacts>,
  by: { readonly mutation?: false } = {},
): RegisteredCommand =>
  decisionSlice({
    ...by,
    command,
    aggregate: caseAggregate,
    stream: streamOfCase,
    decide,
    facts: {
      from: RelatedCases,
      gather: async (related: RelatedCases, { caseId }: C) => ({ survivor: await related.survivor(caseId) }),
    },
  });

/** A command on a promise that goes by the hours of who owes it and of the customer (P2). */
export const inHoursOfPromise = <C extends OnCase & { readonly promiseId: string }>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, PromiseHours & SurvivorFacts>,
): RegisteredCommand =>
  decisionSlice({
    command,
    aggregate: caseAggregate,
    stream: streamOfCase,
    decide,
    facts: {
      from: HoursOfPromises,
      gather: (hours: HoursOfPromises, { caseId, promiseId }: C) => hours.ofPromise(caseId, promiseId),
    },
  });
