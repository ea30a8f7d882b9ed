import { fold, Refusal, type Aggregate, type Decide, type Fact } from './index.js';
import { scenarios } from './testing/index.js';

type Step = Fact<'Stepped', { to: number }>;
const walk: Aggregate<readonly number[], Step> = {
  initial: [],
  evolve: (state, { data }) => [...state, data.to],
};
const stepped = (to: number): Step => ({ type: 'Stepped', data: { to } });

describe('a fold', () => {
  it('goes through the events in their order, from the beginning', () => {
    expect(fold(walk, [stepped(1), stepped(2)])).toEqual([1, 2]);
    expect(fold(walk, [])).toBe(walk.initial);
  });

  it('goes on from a state it is given, and reads whatever can be gone through', () => {
    function* steps() {
      yield stepped(3);
      yield stepped(4);
    }
    expect(fold(walk, steps(), [1, 2])).toEqual([1, 2, 3, 4]);
  });

  it('stops at what the aggregate does not know', () => {
    const careful: Aggregate<number, Step> = {
      initial: 0,
      evolve: () => {
        throw new Error('unknown');
      },
    };
    expect(() => fold(careful, [stepped(1)])).toThrow('unknown');
    expect(fold(careful, [])).toBe(0);
  });
});

describe('a refusal', () => {
  it('is told from a bug by its class, and carries its code, its message and its details', () => {
    const refusal = new Refusal('TOO_FAR', 'Step back.', { rule: 'W1', alternatives: ['Rest'] });
    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({ name: 'Refusal', code: 'TOO_FAR', message: 'Step back.' });
    expect(refusal.details).toEqual({ rule: 'W1', alternatives: ['Rest'] });
    expect(new Refusal('TOO_FAR', 'Step back.').details).toEqual({});
  });
});

describe('given, when, then', () => {
  const { given } = scenarios(walk, (facts: readonly Step[]) => [...facts]);
  const stepOn: Decide<readonly number[], Step> = (state) => {
    const last = state.at(-1) ?? 0;
    if (last >= 3) throw new Refusal('TOO_FAR', 'Step back.', { missing: ['rest'] });
    return [stepped(last + 1)];
  };
  const failing = (attempt: () => unknown) => expect(attempt).toThrow();

  it('pass where the decision writes just that', () => {
    given().when(stepOn).then(stepped(1));
    given(stepped(1)).when(stepOn).then(stepped(2));
    given(stepped(1))
      .when(() => [])
      .then();
    expect(given(stepped(1)).when(stepOn).facts()).toEqual([stepped(2)]);
    expect(given(stepped(1), stepped(2)).state()).toEqual([1, 2]);
  });

  it('fail where it writes something else, more, less or nothing', () => {
    failing(() => given().when(stepOn).then(stepped(2)));
    failing(() => given().when(stepOn).then());
    failing(() => given().when(stepOn).then(stepped(1), stepped(2)));
  });

  it('fail where what was written cannot be folded', () => {
    const forgetful = scenarios(walk, (facts: readonly Step[]) => {
      if (facts.length > 1) throw new Error('cannot be folded');
      return [...facts];
    });
    expect(() => forgetful.given(stepped(1)).when(stepOn).then(stepped(2))).toThrow('cannot be folded');
  });

  it('answer the refusal that was expected, with what it mentions', () => {
    expect(given(stepped(3)).when(stepOn).refused('TOO_FAR', 'rest').message).toBe('Step back.');
    given(stepped(3)).when(stepOn).refused('TOO_FAR', /back/);
  });

  it('fail where nothing is refused, with another code, or without the word', () => {
    expect(() => given().when(stepOn).refused('TOO_FAR')).toThrow('expected a refusal, but it decided');
    failing(() => given(stepped(3)).when(stepOn).refused('TOO_NEAR'));
    failing(() => given(stepped(3)).when(stepOn).refused('TOO_FAR', 'water'));
  });

  it('let a bug through as what it is', () => {
    const bug = () => {
      throw new TypeError('a bug');
    };
    expect(() => given().when(bug).refused('TOO_FAR')).toThrow(TypeError);
    expect(() => given().when(bug).then()).toThrow(TypeError);
  });
});
