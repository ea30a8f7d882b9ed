import { derivedId, type By, type Given, type Role } from '@baton/contracts';
import { hashOfCommand, type CommandContext } from '@baton/event-store';

/** When it is in a spec, unless the spec says otherwise. */
export const NOON = '2026-03-02T12:00:00.000Z';

const NAMESPACE = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';

/** Who asks in a spec, and what every decision is given with it. */
export const givenBy = (role: Role, department = 'front-office', agent = 'ines'): Given => ({
  by: { agent, department, role } satisfies By,
  now: NOON,
  commandId: NAMESPACE,
});

/**
 * The context of a command in a spec.
 * @param name the command's id is made of it, so that the same name is the same command
 * @param body what was asked, for the command's hash
 */
export const contextOf = (name: string, body: object = {}, own: Partial<CommandContext> = {}): CommandContext => {
  const commandId = derivedId(NAMESPACE, name);
  const { by } = givenBy('AGENT');
  return { commandId, commandHash: hashOfCommand(name, body), by, now: NOON, correlationId: commandId, ...own };
};
