import { isTemplateObject, type TemplateObject } from '../assembly/template';
import { isKnownKey, isKnownOperator } from './conditions';
import type { Condition, PatternList, PolicyStatement, Principal } from './policy';
import { UnsupportedPolicyError } from './unsupported-policy-error';

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/**
 * Reads a policy document. What this evaluator does not cover is refused here, so that nothing is allowed without being
 * looked at.
 *
 * @param place where the document stands, for messages
 * @param kind `role`: its statements speak of whoever has the role. `resource`: they name principals. `trust`: they
 *   name principals and no resource, since it is the role itself.
 * @throws UnsupportedPolicyError
 */
export function readPolicy(
  document: TemplateObject,
  place: string,
  kind: 'role' | 'resource' | 'trust',
): PolicyStatement[] {
  // The older version knows no variables, and means `${…}` as it is written.
  if (document.Version !== '2012-10-17') {
    throw new UnsupportedPolicyError(place, `the policy version ${String(document.Version)}`);
  }
  const { Statement: statements } = document;
  const list = Array.isArray(statements) ? statements : [statements];
  return list.map((statement, index) => readStatement(statement, `${place}, statement ${index + 1}`, kind));
}

function readStatement(
  statement: unknown,
  place: string,
  kind: 'role' | 'resource' | 'trust',
): PolicyStatement {
  if (!isTemplateObject(statement)) throw new UnsupportedPolicyError(place, 'a statement that is no object');
  const unknown = Object.keys(statement).find((element) => !ELEMENTS.has(element));
  if (unknown !== undefined) throw new UnsupportedPolicyError(place, `the element ${unknown}`);
  const { Effect: effect, Principal: principal, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new UnsupportedPolicyError(place, `the effect ${String(effect)}`);
  }
  if ((principal === undefined) !== (kind === 'role')) {
    throw new UnsupportedPolicyError(
      place,
      kind === 'role' ? 'a Principal' : 'a statement without Principal',
    );
  }
  return {
    place,
    effect,
    actions: readPatterns(statement, 'Action', place),
    resources:
      kind === 'trust' ? { patterns: ['*'], negated: false } : readPatterns(statement, 'Resource', place),
    principals: kind === 'role' ? undefined : readPrincipals(principal, place),
    conditions: readConditions(condition, place),
  };
}

function readPatterns(statement: TemplateObject, element: 'Action' | 'Resource', place: string): PatternList {
  const { [element]: named, [`Not${element}`]: excepted } = statement;
  if ((named === undefined) === (excepted === undefined)) {
    throw new UnsupportedPolicyError(
      place,
      `a statement without ${element}, or with both it and Not${element}`,
    );
  }
  const patterns = readTexts(named ?? excepted, element, place);
  const variable = patterns.find((pattern) => pattern.includes('${'));
  if (variable !== undefined) throw new UnsupportedPolicyError(place, `the policy variable in ${variable}`);
  return { patterns, negated: named === undefined };
}

function readPrincipals(principal: unknown, place: string): Principal[] {
  if (principal === '*') return [{ type: '*', name: '*' }];
  if (!isTemplateObject(principal)) throw new UnsupportedPolicyError(place, 'this form of Principal');
  return Object.entries(principal).flatMap(([type, names]) => {
    if (type !== 'Service' && type !== 'AWS') {
      throw new UnsupportedPolicyError(place, `principals of the type ${type}`);
    }
    return readTexts(names, 'Principal', place).map(
      (name): Principal => (type === 'AWS' && name === '*' ? { type: '*', name } : { type, name }),
    );
  });
}

function readConditions(condition: unknown, place: string): Condition[] {
  if (condition === undefined) return [];
  if (!isTemplateObject(condition)) throw new UnsupportedPolicyError(place, 'this form of Condition');
  return Object.entries(condition).flatMap(([operator, keys]) => {
    if (!isKnownOperator(operator)) {
      throw new UnsupportedPolicyError(place, `the condition operator ${operator}`);
    }
    return Object.entries(isTemplateObject(keys) ? keys : {}).map(([key, values]) => {
      if (!isKnownKey(key)) throw new UnsupportedPolicyError(place, `the condition key ${key}`);
      return { operator, key: key.toLowerCase(), values: readTexts(values, key, place) };
    });
  });
}

/** One text or a list of them; CloudFormation writes numbers and booleans as they are. */
function readTexts(value: unknown, what: string, place: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((text) => {
    if (typeof text === 'string') return text;
    if (typeof text === 'boolean' || typeof text === 'number') return String(text);
    throw new UnsupportedPolicyError(place, `this form of ${what}`);
  });
}
