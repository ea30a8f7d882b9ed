import { streamOf, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { DescribedClass } from '@baton/fields';
import type { Gathering, RegisteredCommand } from '../platform/commands/command-slice.js';
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
type CaseDecision<C, Facts = undefined> = (command: C, given: Given, facts: Facts) => Decide<CaseState, CaseFact>;

const streamOfCase = ({ caseId }: OnCase): string => streamOf('case', caseId);

/** Only policies ask it: it is no mutation. */
type Asked = { readonly mutation?: false };

/**
 * A command on a case.
 * @param facts what its decision needs beside the case, if anything
 */
export const onCase = <C extends OnCase, P = never, Facts = undefined>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, Facts>,
  facts?: Gathering<C, P, Facts>,
  asked: Asked = {},
): RegisteredCommand =>
  decisionSlice({
    ...asked,
    command,
    aggregate: caseAggregate,
    stream: streamOfCase,
    decide,
    ...(facts && { facts }),
  });

/** A command on a case that policies alone ask. */
export const byPolicy = <C extends OnCase>(command: DescribedClass<C>, decide: CaseDecision<C>): RegisteredCommand =>
  onCase(command, decide, undefined, { mutation: false });

/** A command with which the caller takes a case: whether he takes anything new, his own stream says (H11). */
export const takingWork = <C extends OnCase>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, DoorFacts>,
): RegisteredCommand =>
  onCase(command, decide, {
    from: Neighbours,
    gather: async (neighbours: Neighbours, { caseId }: C, { by, now }) => ({
      door: await neighbours.callersDoor(by, now, caseId),
    }),
  });

/** A command on a case that names departments, which must exist. */
export const namingDepartment = <C extends OnCase>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, { departmentKnown: boolean }>,
  named: (command: C) => readonly (string | undefined)[],
): RegisteredCommand =>
  onCase(command, decide, {
    from: Neighbours,
    gather: async (neighbours: Neighbours, body: C) => ({
      departmentKnown: await neighbours.departmentsKnown(named(body)),
    }),
  });

/** A command on what a duplicate still owes, too: whoever answers for the case in which work goes on asks it (X3). */
export const withSurvivor = <C extends OnCase>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, { readonly survivor: CaseState | undefined }>,
  asked: Asked = {},
): RegisteredCommand =>
  onCase(
    command,
    decide,
    {
      from: RelatedCases,
      gather: async (related: RelatedCases, { caseId }: C) => ({ survivor: await related.survivor(caseId) }),
    },
    asked,
  );

/** A command on a promise that goes by the hours of who owes it and of the customer (P2). */
export const inHoursOfPromise = <C extends OnCase & { readonly promiseId: string }>(
  command: DescribedClass<C>,
  decide: CaseDecision<C, PromiseHours & SurvivorFacts>,
): RegisteredCommand =>
  onCase(command, decide, {
    from: HoursOfPromises,
    gather: (hours: HoursOfPromises, { caseId, promiseId }: C) => hours.ofPromise(caseId, promiseId),
  });
