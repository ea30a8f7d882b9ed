import { ViewQueries } from '@baton/projections';
import { longestWordOf, namesSkill, wordsOf } from '@baton/text-words';
import { atWork, MOST_AGENTS, type AgentAtWork } from './departments-at-work.js';
import { agents } from './views/agents/agents.projection.js';
import { departments } from './views/departments/departments.projection.js';

/** What is asked of a department: a text that may name skills, and a skill. */
export interface Asked {
  readonly ask: string;
  readonly skill?: string | undefined;
  /** The departments that are not looked for, whatever they can do. */
  readonly without?: Iterable<string> | undefined;
}

/** A department that has a skill, and the position of the event that said so. */
export interface SkilledAt {
  readonly department: string;
  readonly position: string;
}

/** Those who have a skill. */
export interface SkilledAgents {
  /** By department; none of those where nobody has it. */
  readonly of: ReadonlyMap<string, readonly AgentAtWork[]>;
  /** The departments of which not all could be looked at: who has it there is not known. */
  readonly unknown: ReadonlySet<string>;
}

/** So many skills are looked at whose longest word stands in a text. */
const MOST_NAMED = 200;

/** Knows which departments have a skill, and who in them has it. Read along indexes, whoever else there is. */
export class WhoCan {
  constructor(private readonly views: ViewQueries) {}

  /**
   * Who in some departments has one of some skills, and whether each takes work at an instant, by department, as the view of
   * agents knows them. No more than 200 are looked at, in the order of the departments: who has one further on is not known.
   * @param at UTC ISO 8601
   */
  async agents(codes: readonly string[], skills: readonly string[], at: string): Promise<SkilledAgents> {
    if (codes.length === 0 || skills.length === 0) return { of: new Map(), unknown: new Set() };
    const found = await this.views.find(agents, 'rows', (query) =>
      query
        .where('agent', 'in', this.skilledIn(codes, skills))
        .where('standing', '<>', 'GONE')
        .orderBy('department')
        .orderBy('agent')
        .limit(MOST_AGENTS + 1),
    );
    const of = new Map<string, AgentAtWork[]>();
    for (const agent of found) of.set(agent.department, [...(of.get(agent.department) ?? []), atWork(agent, at)]);
    const cut = found.at(MOST_AGENTS)?.department;
    if (cut === undefined) return { of, unknown: new Set() };
    of.delete(cut);
    return { of, unknown: new Set(codes.filter((code) => code >= cut)) };
  }

  /**
   * The departments that have the skill named, or one that a text names, each once with the position of the event that said
   * so: those with the skill named first. Some are taken out before they are counted.
   */
  async departments({ ask, skill, without = [] }: Asked, most: number): Promise<SkilledAt[]> {
    const words = new Set(wordsOf(ask));
    // Never an empty list, which not every engine reads; no department has an empty code.
    const others = ['', ...without];
    const [exactly, named] = await Promise.all([
      skill === undefined
        ? []
        : this.views.find(departments, 'skilled', (query) =>
            query
              .where('word', '=', longestWordOf(skill))
              .where('skill', '=', skill)
              .where('department', 'not in', others)
              .orderBy('department')
              .limit(most),
          ),
      words.size === 0
        ? []
        : this.views.find(departments, 'skilled', (query) =>
            query
              .where('word', 'in', [...words])
              .where('department', 'not in', others)
              .orderBy('word')
              .orderBy('skill')
              .orderBy('department')
              .limit(MOST_NAMED),
          ),
    ]);
    const able = new Map<string, SkilledAt>();
    for (const { department, position } of [...exactly, ...named.filter((one) => namesSkill(words, one.skill))]) {
      if (!able.has(department) && able.size < most) able.set(department, { department, position });
    }
    return [...able.values()];
  }

  private skilledIn(codes: readonly string[], skills: readonly string[]) {
    return this.views
      .from(agents, 'skilled')
      .where('department', 'in', codes)
      .where('skill', 'in', skills)
      .select('agent');
  }
}
