import { isJsonObject, type Json } from '../json';
import type { Place } from '../preparation';
import type { Visit } from '../visit';
import { evaluateIntrinsic, IntrinsicError, IntrinsicPathError, isIntrinsic } from './intrinsic';
import { type IntrinsicCall, looksLikeIntrinsic, parseIntrinsic } from './intrinsic-syntax';
import { type Roots, read } from './path';
import type { Path } from './path-model';
import { looksLikePath, PathSyntaxError, parsePath } from './path-syntax';
import { PatternError } from './pattern';

/** What a field that refers to data says: a path, or a call of an intrinsic function. */
export type Reference = { kind: 'path'; path: Path } | IntrinsicCall;

/** Reads a path; what is none is a problem of the definition. */
export function preparePath(source: unknown, place: Place): Path {
  try {
    return parsePath(place.text(source));
  } catch (thrown) {
    if (!(thrown instanceof PathSyntaxError)) throw thrown;
    place.problem(thrown.message);
    return parsePath('$');
  }
}

/** Reads a path or a call; what is neither is a problem of the definition. */
export function prepareReference(source: unknown, place: Place): Reference {
  if (typeof source === 'string' && looksLikeIntrinsic(source)) {
    try {
      const call = parseIntrinsic(source);
      checkNames(call, place);
      return call;
    } catch (thrown) {
      if (!(thrown instanceof PathSyntaxError)) throw thrown;
      place.problem(thrown.message);
    }
    return { kind: 'path', path: parsePath('$') };
  }
  if (typeof source === 'string' && !looksLikePath(source)) {
    place.problem(`'${source}' is neither a path nor an intrinsic function`);
    return { kind: 'path', path: parsePath('$') };
  }
  return { kind: 'path', path: preparePath(source, place) };
}

function checkNames(call: IntrinsicCall, place: Place): void {
  if (!isIntrinsic(call.name)) place.problem(`there is no intrinsic function ${call.name}`);
  for (const parameter of call.parameters) if (parameter.kind === 'call') checkNames(parameter, place);
}

/** The roots of paths in a visit, `$` being what the caller says. */
function rootsOf(visit: Visit, input: Json): Roots {
  return { input, context: visit.context, variables: visit.variables };
}

/**
 * What a path leads to, undefined where it leads nowhere.
 *
 * @param input what `$` stands for
 * @throws StateError `States.Runtime` for a pattern in it that takes too long
 */
export function readAt(path: Path, visit: Visit, input: Json): Json | undefined {
  try {
    return read(path, rootsOf(visit, input));
  } catch (thrown) {
    if (!(thrown instanceof PatternError)) throw thrown;
    throw visit.failure('States.Runtime', `Invalid path '${path.source}' : ${thrown.message}`);
  }
}

/** The part of a path up to a property that an object does not have, though the path goes on behind it. */
export function missingStep(path: Path, visit: Visit, input: Json): Path | undefined {
  for (let length = 1; length < path.segments.length; length++) {
    const part = { ...path, segments: path.segments.slice(0, length) };
    if (readAt(part, visit, input) !== undefined) continue;
    const above = readAt({ ...path, segments: path.segments.slice(0, length - 1) }, visit, input);
    return above !== undefined && isJsonObject(above) ? part : undefined;
  }
  return undefined;
}

/**
 * The value that a reference gives.
 *
 * @param field as AWS names it in the message
 * @throws StateError `States.Runtime` where a path leads nowhere, `States.IntrinsicFailure` where a call fails
 */
export function resolve(reference: Reference, visit: Visit, input: Json, field: string): Json {
  if (reference.kind === 'path') {
    const value = readAt(reference.path, visit, input);
    if (value === undefined) throw notFound(reference.path.source, visit, input, field);
    return value;
  }
  try {
    return evaluateIntrinsic(reference, rootsOf(visit, input), visit.execution.random);
  } catch (thrown) {
    if (thrown instanceof IntrinsicPathError) {
      throw visit.failure(
        'States.Runtime',
        `The function '${reference.source}' had the following error: The JsonPath argument for the field '${thrown.path}' could not be found in the input '${JSON.stringify(input)}'`,
      );
    }
    if (!(thrown instanceof IntrinsicError || thrown instanceof PatternError)) throw thrown;
    throw visit.failure(
      'States.IntrinsicFailure',
      `The function '${reference.source}' had the following error: ${thrown.message}`,
    );
  }
}

/** AWS's words for a path that leads nowhere. */
export function notFound(path: string, visit: Visit, input: Json, field: string): Error {
  return visit.failure(
    'States.Runtime',
    `The JSONPath '${path}' specified for the field '${field}' could not be found in the input '${JSON.stringify(input)}'`,
  );
}
