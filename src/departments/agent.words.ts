import { words, type WordOf } from '@baton/fields';

export const AgentStanding = words('AgentStanding', 'Whether an agent takes new work (H11)', {
  ACTIVE: 'Takes new work, unless away',
  LEAVING: 'Takes nothing new',
  GONE: 'Has left; nothing is in his or her hands',
});
export type AgentStanding = WordOf<typeof AgentStanding>;
