import { didYouMean } from '../did-you-mean';
import { builtInFunctions } from './built-in-functions';
import { evalProblem } from './call-problems';
import type { ExpressionProblem, SourceName } from './parsed-expression';
import { isReservedVariable, isScopeKind, type ScopeName, scopeNames } from './scope-names';
import { inCode, writtenName } from './written-name';

/** What is wrong with names that expressions read or bind. Who calls knows where each stands. */

/**
 * The problem of a name without a sign at the top of an expression, where there is nothing that it could be a field of.
 *
 * @param before the expression as far as the name
 */
export function bareNameProblem(name: SourceName, before: string): ExpressionProblem {
  const [, path, head] = /(\$\w+(?:\.\w+)*)\.(\w+)-$/.exec(before) ?? [];
  if (path !== undefined) {
    const whole = `${path}.${writtenName(`${head}-${name.value}`)}`;
    return problem('bare-name', name, {
      message: `A dash is a minus: this takes \`${name.value}\` from something, and that is a field of nothing here.`,
      remedy: `Write ${inCode(whole)} for a name with a dash.`,
    });
  }
  if (name.value.includes('${')) {
    return problem('bare-name', name, {
      message: 'JSONata has no texts in back-quotes: they hold a name.',
      remedy: "Join texts by `&`: `'Hello ' & $record.firstname`.",
    });
  }
  const property = inCode(`$record.${writtenName(name.value)}`);
  return problem('bare-name', name, {
    written: name.value,
    message: `\`${name.value}\` is a field of nothing here.`,
    remedy: isScopeKind(name.value)
      ? `Did you mean \`$${name.value}\`?`
      : `Write ${property} for a property of the record, or put a text in quotes: \`'${name.value}'\`.`,
  });
}

/** The problem of `$$`. */
export function rootProblem(name: SourceName): ExpressionProblem {
  return problem('root-name', name, {
    message: '`$$` would be the input of a state, which you do not see.',
    remedy: 'Write `$record`, `$steps.<id>.<output>` or `$trigger`.',
  });
}

/** The problem of `$` outside a path, a filter or a sort. */
export function contextProblem(name: SourceName): ExpressionProblem {
  return problem('root-name', name, {
    message: '`$` has no value here: it is the item inside a path, a filter or a sort.',
    remedy: 'Write `$record`, `$steps.<id>.<output>` or `$trigger`.',
  });
}

/**
 * The problem of a variable that is neither one of the language's names nor the author's own, if there is one.
 *
 * @param field the name behind it in the path
 * @param ownNames the variables of the expression itself
 */
export function variableProblem(
  name: SourceName,
  field: unknown,
  ownNames: readonly string[],
): ExpressionProblem | undefined {
  if (name.value === 'eval') return evalProblem(name);
  if (builtInFunctions.has(name.value)) return undefined;
  if (name.value === 'states') {
    return problem('states-name', name, {
      message: '`$states` is for the compiled state machine, and changes with it.',
      remedy: statesRemedy(field),
    });
  }
  if (name.value === 'secrets') {
    return problem('unknown-name', name, {
      message: 'Expressions read no secrets: what they give stands in the execution for everybody to see.',
      remedy: "Name the secret in a code step's `secrets`; its action reads `process.env.NAME`.",
    });
  }
  const everywhere = Object.entries<ScopeName>(scopeNames).filter(
    ([, { insideType }]) => insideType === undefined,
  );
  const known = new Set([...everywhere.map(([other]) => other), ...ownNames]);
  return problem('unknown-name', name, {
    written: name.value,
    message: `There is no \`$${name.value}\`.`,
    remedy: didYouMean(
      `$${name.value}`,
      [...known].map((other) => `$${other}`),
      'names',
    ),
  });
}

/** The problem of binding a variable, if its name is not the author's to bind. */
export function bindingProblem(name: SourceName): ExpressionProblem | undefined {
  if (!isReservedVariable(name.value)) return undefined;
  return problem('reserved-name', name, {
    message: `\`$${name.value}\` is a name of the language or of the compiled state machine, and cannot be bound.`,
    remedy: `Give the variable another name: \`$my${name.value.charAt(0).toUpperCase()}${name.value.slice(1)}\`.`,
  });
}

/** The problem of `$steps` that is not read as `$steps.<id>.<output>`. */
export function stepsProblem(name: SourceName, step: SourceName | undefined): ExpressionProblem {
  return problem('steps-usage', name, {
    message: '`$steps` can be read only as `$steps.<id>.<output>`.',
    remedy:
      step === undefined
        ? 'Name a step and one of its outputs: `$steps.availability.owner_id`.'
        : `Name one of the step's outputs: \`$steps.${step.value}.<output>\`.`,
  });
}

function problem(
  code: string,
  { start }: SourceName,
  texts: Pick<ExpressionProblem, 'message' | 'remedy' | 'written'>,
): ExpressionProblem {
  return { severity: 'error', code, start, ...texts };
}

function statesRemedy(field: unknown): string {
  switch (field) {
    case 'input':
      return 'Write `$trigger` for the event, or `$steps.<id>.<output>` for what a step gave.';
    case 'result':
      return 'Write `$steps.<id>.<output>` in a later step.';
    case 'errorOutput':
      return 'Write `$error.name` or `$error.message` in a path of `onError`.';
    case 'context':
      return 'Write `$run.id`, `$run.name` or `$run.startTime`.';
    default:
      return 'Write `$record`, `$steps.<id>.<output>`, `$trigger`, `$run` or `$error`.';
  }
}
