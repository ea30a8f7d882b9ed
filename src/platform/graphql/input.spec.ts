import { inputInvalid } from './input.js';

describe('what is wrong with an input', () => {
  const problems = Array.from({ length: 20_000 }, (_, index) => ({ path: `tags.${index}`, message: 'is no code' }));

  it('is named no more often than anybody reads, with how much more there is', () => {
    const { extensions, message } = inputInvalid('TagCase', problems);
    expect(extensions['fields']).toHaveLength(50);
    expect(extensions).toMatchObject({ fieldsLeftOut: 19_950 });
    expect(message).toContain('and 19997 more');
  });

  it('is named in full where it is less', () => {
    const { extensions } = inputInvalid('TagCase', problems.slice(0, 50), 'input');
    expect(extensions['fields']).toHaveLength(50);
    expect(extensions).not.toHaveProperty('fieldsLeftOut');
    expect(extensions['fields']).toContainEqual({
      path: ['input', 'tags', 49],
      message: 'is no code',
      code: 'INVALID',
    });
  });
});
