import { inputInvalid } from './input.js';

describe('what is wrong with an input', () => {
  const problems = Array.from({ length: 20_000 }, (_, index) => ({ path: `tags.${index}`, message: 'is no code' }));

  it('is named no more often than anybody reads, with how much more there is', () => {
    const { extensions, message } = inputInvalid(problems);
    expect(extensions['fields']).toHaveLength(50);
    expect(extensions).toMatchObject({ fieldsLeftOut: 19_950 });
    expect(message).toContain('and 19997 more');
  });

  it('is named in full where it is less', () => {
    const { extensions } = inputInvalid(problems.slice(0, 50), 'input');
    expect(extensions['fields']).toHaveLength(50);
    expect(extensions).not.toHaveProperty('fieldsLeftOut');
    expect(extensions['fields']).toContainEqual({
      path: ['input', 'tags', 49],
      message: 'is no code',
      code: 'INVALID',
    });
  });

  it.each([
    ['department', 'department must be a code', 'department must be a code'],
    ['contact.channel', 'channel must be a word', 'contact.channel must be a word'],
    ['types.1', 'types must be a code', 'item 2 of types must be a code'],
    ['types.1', 'each value in types must be a string', 'item 2 of types must be a string'],
    ['last', 'give either first or last, not both', 'give either first or last, not both'],
    ['contact', 'there is none', 'contact: there is none'],
    ['', 'it must be an object', 'it must be an object'],
  ])('is said with the name of the field in it, once: %s, %s', (path, message, said) => {
    expect(inputInvalid([{ path, message }]).message).toBe(said);
  });

  it('is said of a field that there is not in the same way', () => {
    const message = 'property color should not exist';
    expect(inputInvalid([{ path: 'color', message, code: 'UNKNOWN_FIELD' }]).message).toBe('color is not known here');
  });
});
