import { type DataFlow, numberProblem, type QueryLanguage } from './data-flow';
import { DefinitionError } from './definition-error';
import { isObject } from './json';
import { jsonataDataFlow } from './jsonata/data-flow';
import { jsonPathDataFlow } from './jsonpath/data-flow';
import { Place, type Preparation } from './preparation';
import { checkFields } from './state-fields';
import { STATE_TYPES } from './states';
import { checkVariableNames } from './variable-names';
import type { PreparedFlow, PreparedState, StateType } from './visit';

/**
 * A state machine definition, read, checked and compiled once; it holds no execution's data, so that any number of
 * executions can run on it.
 */
export class StateMachine {
  /** Seconds that an execution may take, from the definition's top level. */
  readonly timeoutSeconds: number | undefined;
  readonly flow: PreparedFlow;

  /**
   * @param definition the Amazon States Language, as JSON text or parsed
   * @throws DefinitionError with everything that is wrong in it
   */
  constructor(definition: unknown) {
    const problems: { pointer: string; message: string }[] = [];
    const place = new Place('', problems);
    const parsed = place.object(parse(definition, place));
    this.flow = prepareFlow(parsed, place, languageOf(parsed, place, 'JSONPath'));
    checkVariableNames(parsed, place, new Set());
    this.timeoutSeconds = timeoutOf(parsed, place);
    if (problems.length > 0) throw new DefinitionError(problems);
  }
}

function timeoutOf({ TimeoutSeconds: seconds }: Record<string, unknown>, place: Place): number | undefined {
  if (seconds === undefined) return undefined;
  const problem =
    typeof seconds === 'number' ? numberProblem(seconds, 'seconds at most') : 'must be a number of seconds';
  if (problem !== undefined) place.at('TimeoutSeconds').problem(problem);
  return Number(seconds);
}

function parse(definition: unknown, place: Place): unknown {
  if (typeof definition !== 'string') return definition;
  try {
    return JSON.parse(definition);
  } catch (thrown) {
    place.problem(`is not JSON: ${thrown instanceof Error ? thrown.message : thrown}`);
    return { StartAt: 'x', States: { x: { Type: 'Succeed' } } };
  }
}

/** A workflow at any depth; its states see the query language of the place where they stand unless they name one. */
function prepareFlow(
  definition: Record<string, unknown>,
  place: Place,
  language: QueryLanguage,
): PreparedFlow {
  const statesAt = place.at('States');
  const definitions = Object.entries(statesAt.object(definition.States));
  if (isObject(definition.States) && definitions.length === 0)
    statesAt.problem('must have at least one state');
  const startAt = place.at('StartAt').text(definition.StartAt);
  const names = new Set(definitions.map(([name]) => name));
  const known = (name: string, at: Place) => {
    if (name !== '' && !names.has(name)) at.problem(`there is no state '${name}' in this workflow`);
  };
  known(startAt, place.at('StartAt'));
  const states = new Map<string, PreparedState>();
  for (const [name, value] of definitions) {
    const at = statesAt.at(name);
    if (name.length > LONGEST_NAME) at.problem(`a state's name must have at most ${LONGEST_NAME} characters`);
    const state = at.object(value);
    const prepared = prepareState(name, state, at, language);
    if (prepared) states.set(name, prepared);
    for (const [target, where] of targets(state, at)) if (typeof target === 'string') known(target, where);
  }
  return { startAt, states };
}

/** "State names must be 80 characters or less." */
const LONGEST_NAME = 80;

function prepareState(
  name: string,
  definition: Record<string, unknown>,
  place: Place,
  outer: QueryLanguage,
): PreparedState | undefined {
  const { Type: type } = definition;
  if (!isStateType(type)) {
    place.at('Type').problem(`must be one of ${Object.keys(STATE_TYPES).join(', ')}`);
    return undefined;
  }
  const kind = STATE_TYPES[type];
  const language = languageOf(definition, place, outer);
  checkFields(type, language, definition, place);
  const preparation: Preparation = {
    name,
    definition,
    place,
    data: dataFlow(language, definition, place),
    next: kind.goesOn ? nextOf(definition, place) : undefined,
    flow: (inner, at) => prepareFlow(at.object(inner), at, outer),
  };
  return { name, type, retries: kind.retries, aborts: kind.aborts, run: kind.prepare(preparation) };
}

function isStateType(type: unknown): type is StateType {
  return typeof type === 'string' && Object.hasOwn(STATE_TYPES, type);
}

function dataFlow(language: QueryLanguage, definition: Record<string, unknown>, place: Place): DataFlow {
  return language === 'JSONata' ? jsonataDataFlow(definition, place) : jsonPathDataFlow(definition, place);
}

function languageOf(definition: Record<string, unknown>, place: Place, outer: QueryLanguage): QueryLanguage {
  const { QueryLanguage: language = outer } = definition;
  if (language === 'JSONata' || language === 'JSONPath') return language;
  place.at('QueryLanguage').problem('must be "JSONata" or "JSONPath"');
  return outer;
}

function nextOf(definition: Record<string, unknown>, place: Place): string | undefined {
  const { Next: next, End: end } = definition;
  if (end === true ? next !== undefined : typeof next !== 'string') {
    place.problem('must have either Next or "End": true');
  }
  return typeof next === 'string' ? next : undefined;
}

/** Every place where a state names another of its workflow. */
function targets(state: Record<string, unknown>, place: Place): [unknown, Place][] {
  const found: [unknown, Place][] = [
    [state.Next, place.at('Next')],
    [state.Default, place.at('Default')],
  ];
  for (const field of ['Choices', 'Catch']) {
    const entries = state[field];
    if (!Array.isArray(entries)) continue;
    entries.forEach((entry, i) => {
      if (isObject(entry)) found.push([entry.Next, place.at(field, i, 'Next')]);
    });
  }
  return found;
}
