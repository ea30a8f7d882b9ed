import { answerTypeOf, GRAPHQL_RESPONSE, isJson, JSON_RESPONSE } from './media-type.js';

describe('what is answered in', () => {
  it.each([
    ['nothing said', undefined, JSON_RESPONSE],
    ['an empty header', '', JSON_RESPONSE],
    ['anything', '*/*', JSON_RESPONSE],
    ['any application type', 'application/*', JSON_RESPONSE],
    ['the older form', 'application/json', JSON_RESPONSE],
    ['the newer form', 'application/graphql-response+json', GRAPHQL_RESPONSE],
    ['in capitals, with a charset', 'Application/GraphQL-Response+JSON; Charset=UTF-8', GRAPHQL_RESPONSE],
    ['both, the newer first', 'application/graphql-response+json, application/json;q=0.9', GRAPHQL_RESPONSE],
    ['both alike', 'application/json, application/graphql-response+json', GRAPHQL_RESPONSE],
    ['both, the older wanted more', 'application/json, application/graphql-response+json;q=0.9', JSON_RESPONSE],
    ['the newer or anything', 'application/graphql-response+json, */*', GRAPHQL_RESPONSE],
    ['the older or anything', 'application/json, */*', JSON_RESPONSE],
    ['anything but the older', '*/*, application/json;q=0', GRAPHQL_RESPONSE],
    ['a page, or else JSON', 'text/html, application/json;q=0.1', JSON_RESPONSE],
    [
      'what urql sends',
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      GRAPHQL_RESPONSE,
    ],
  ])('%s', (_, accept, type) => {
    expect(answerTypeOf(accept)).toBe(type);
    expect(answerTypeOf(accept)).toBe(type);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/json;charset=latin1',
    'application/json;q=0',
    '*/*;q=0',
    '*/*;q=two',
    ',',
  ])('%j can be answered in nothing', (accept) => {
    expect(answerTypeOf(accept)).toBeUndefined();
  });

  it('forgets headers when there are too many of them', () => {
    for (let one = 0; one < 500; one += 1) expect(answerTypeOf(`text/x${one}`)).toBeUndefined();
    expect(answerTypeOf('application/json')).toBe(JSON_RESPONSE);
  });
});

describe('a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/json ; x=y',
  ])('as %j is read', (type) => {
    expect(isJson(type)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'text/plain',
    'application/graphql',
    'application/jsonp',
    'application/json; charset=utf-16',
  ])('as %j is not', (type) => {
    expect(isJson(type)).toBe(false);
  });
});
