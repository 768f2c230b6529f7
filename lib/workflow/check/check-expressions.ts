import type { Node } from 'jsonc-parser';
import type { PropertyDefinition } from '../../records/records-schema';
import { didYouMean, nearest } from '../did-you-mean';
import { isExpression, parseExpression } from '../expression/parse-expression';
import type { ParsedExpression, Reference } from '../expression/parsed-expression';
import { scopeNames } from '../expression/scope-names';
import { valueProblems } from '../expression/value-problems';
import { inCode, writtenName } from '../expression/written-name';
import type { ControlFlow } from '../graph/control-flow';
import type { OutlinedStep } from '../outline';
import type { JsonPath } from '../source/json-document';
import { mayHoldExpression, ownTexts } from '../step-texts';
import { declaredValues } from './declared-values';
import type { ProblemList } from './problem-list';
import { templateText } from './template-text';

/** What expressions of one workflow can name. */
export interface ExpressionScope {
  readonly objectType: string;
  /** The properties of the record; undefined where they are not known. */
  readonly properties: ReadonlyMap<string, PropertyDefinition> | undefined;
  readonly flow: ControlFlow;
}

/** Where an expression stands: in a step, or outside them in the workflow's `where`. */
type Place = OutlinedStep | 'where';

/** Checks every expression of the steps, and that there are none where none can be. */
export function checkStepExpressions(scope: ExpressionScope, problems: ProblemList): void {
  for (const step of scope.flow.steps) {
    if (step.type === undefined) continue;
    for (const { node, path } of ownTexts(step)) {
      if (mayHoldExpression(step, path)) checkText(node, step, scope, problems);
      else if (path.at(-1) !== 'description') refuseExpression(node, [...step.path, ...path], problems);
    }
  }
}

/** Checks the `where` of the enrollment, if it is an expression. */
export function checkWhere(scope: ExpressionScope, problems: ProblemList): void {
  const node = problems.document.nodeAt(['enrollment', 'where']);
  if (node?.type === 'string') checkText(node, 'where', scope, problems);
}

function refuseExpression(node: Node, path: JsonPath, problems: ProblemList): void {
  const index = String(node.value).indexOf('{%');
  if (index < 0 || problems.isBelowUnknownKey(path)) return;
  problems.supersedeForm(node);
  problems.inString(node, index, {
    code: 'no-expression-here',
    message: `\`${String(path.at(-1))}\` holds no expression: what stands in it is taken as it is.`,
    remedy: 'Write the value itself, or compute it where expressions may stand.',
  });
}

function checkText(node: Node, place: Place, scope: ExpressionScope, problems: ProblemList): void {
  const text = String(node.value);
  if (!isExpression(text)) {
    const index = text.search(/\{%|%\}/);
    if (index < 0) {
      const likeExpression = problems.isReportedAt(node.offset) ? undefined : templateText(text);
      if (likeExpression !== undefined) problems.inString(node, likeExpression.index, likeExpression.finding);
      return;
    }
    problems.supersedeForm(node);
    problems.inString(node, index, partialExpression(text));
    return;
  }
  const parsed = parseExpression(text);
  const report = (start: number, finding: Parameters<ProblemList['inString']>[2]) =>
    problems.inString(node, start + '{%'.length, finding);

  for (const { start, written, ...finding } of parsed.problems) {
    report(start, { ...finding, remedy: betterRemedy(finding.code, written, scope) ?? finding.remedy });
  }
  for (const reference of parsed.references) checkReference(reference, place, scope, report);
  checkProperties(parsed, scope, report);
  checkFieldsOfValues(parsed, scope, report);
  for (const { start, ...finding } of valueProblems(parsed, declaredValues(scope.properties, scope.flow)))
    report(start, finding);
}

type Report = (start: number, finding: Parameters<ProblemList['inString']>[2]) => void;

/** `{%` that does not begin the text, or `%}` that does not end it. */
function partialExpression(text: string) {
  const trimmed = text.trim();
  if (isExpression(trimmed) && trimmed.indexOf('{%', 2) < 0) {
    return {
      code: 'partial-expression',
      message: 'Blanks stand around the expression.',
      remedy: 'Take them out: an expression is the whole string.',
    };
  }
  // A long text would make no readable remedy, and takes long to take apart.
  const parts = text.length > 500 ? [] : text.split(/\{%(.*?)%\}/s);
  if (parts.length < 3) {
    return {
      code: 'partial-expression',
      message: 'An expression begins with `{%` and ends with `%}`, and is the whole string.',
      remedy: 'Write `{% … %}`.',
    };
  }
  const joined = parts
    .map((part, index) =>
      index % 2 === 0 ? part && JSON.stringify(part).replace(/^"|"$/g, "'") : `(${part.trim()})`,
    )
    .filter((part) => part !== '')
    .join(' & ');
  return {
    code: 'partial-expression',
    message: 'An expression is the whole string; here it is a part of one.',
    remedy: `Write \`{% ${joined} %}\`.`,
  };
}

/** The workflow knows properties and steps, of which an author may have written only the name. */
function betterRemedy(code: string, written: string | undefined, scope: ExpressionScope): string | undefined {
  if (written === undefined || (code !== 'unknown-name' && code !== 'bare-name')) return undefined;
  if (scope.properties?.has(written)) return `Did you mean \`$record.${written}\`?`;
  if (scope.flow.stepNamed(written)) return `Did you mean \`$steps.${written}.<output>\`?`;
  const property = code === 'bare-name' ? nearest(written, scope.properties?.keys() ?? []) : undefined;
  return property && `Did you mean \`$record.${property}\`, or the text \`'${written}'\`?`;
}

function checkReference(reference: Reference, place: Place, scope: ExpressionScope, report: Report): void {
  const { kind, start } = reference;
  if (kind === 'steps') {
    checkStepReference(reference, place, scope, report);
  } else if (kind === 'item' || kind === 'index') {
    report(start, {
      code: 'item-outside-for-each',
      message: `\`$${kind}\` is only in a \`forEach\`.`,
      remedy: 'Write `$record`, `$steps.<id>.<output>` or `$trigger`.',
    });
  } else if (kind === 'error' && (place === 'where' || place.errorPathOf.length === 0)) {
    report(start, {
      code: 'error-outside-path',
      message: '`$error` is only in a path of `onError`.',
      remedy: "Move the step into the failing step's `onError`, or leave `$error` out.",
    });
  } else {
    checkField(reference, report);
  }
}

/** Checks the first field of names whose fields are fixed. */
function checkField({ kind, names: [field] }: Reference, report: Report): void {
  const known = scopeNames[kind];
  if (field === undefined || !('fields' in known)) return;
  const names = Object.keys(known.fields);
  if (names.includes(field.value)) return;
  const isTrigger = kind === 'trigger';
  report(field.start, {
    // What an event's envelope holds is AWS's, and may grow.
    severity: isTrigger ? 'warning' : 'error',
    code: 'unknown-field',
    message: `\`$${kind}\` has no \`${field.value}\`.`,
    remedy:
      isTrigger && nearest(field.value, names) === undefined
        ? `What the event carries stands in \`$trigger.detail\`: ${inCode(`$trigger.detail.${writtenName(field.value)}`)}.`
        : didYouMean(field.value, names, `fields of \`$${kind}\``),
  });
}

function checkStepReference(
  { step: name, names: [output] }: Reference,
  place: Place,
  scope: ExpressionScope,
  report: Report,
): void {
  if (name === undefined || output === undefined) return;
  const before = place === 'where' ? new Set<OutlinedStep>() : scope.flow.stepsBefore(place);
  const step = scope.flow.stepNamed(name.value);
  if (step === undefined) {
    report(name.start, {
      code: 'unknown-step',
      message: `There is no step \`${name.value}\`.`,
      remedy: didYouMean(name.value, idsWithOutputs(before), 'steps before this one that have outputs'),
    });
    return;
  }
  if (place === 'where') {
    report(name.start, {
      code: 'step-not-before',
      message: '`where` is evaluated before any step.',
      remedy: 'Write `$record` or `$trigger`.',
    });
    return;
  }
  if (step.step === undefined || step.type === undefined || scope.flow.isAmbiguous(name.value)) return;
  const outputs = step.type.outputs(step.step);
  if (outputs.length === 0) {
    report(name.start, {
      code: 'unknown-output',
      message: `\`${name.value}\` is a step of type \`${step.type.type}\`, which has no outputs.`,
      remedy: didYouMean(name.value, idsWithOutputs(before), 'steps before this one that have outputs'),
    });
  } else if (!outputs.includes(output.value)) {
    report(output.start, {
      code: 'unknown-output',
      message: `The step \`${name.value}\` declares no output \`${output.value}\`.`,
      remedy: `${didYouMean(output.value, outputs, `outputs of \`${name.value}\``)} Or add it to the step's \`outputs\`.`,
    });
  }
  if (outputs.length > 0 && scope.flow.reachable.has(place) && !before.has(step)) {
    report(name.start, stepNotBefore(name.value, place));
  }
}

function idsWithOutputs(steps: Iterable<OutlinedStep>): readonly string[] {
  return [...steps].flatMap(({ id, step, type }) =>
    id !== undefined && step && type && type.outputs(step).length > 0 ? [id] : [],
  );
}

function stepNotBefore(id: string, place: OutlinedStep) {
  if (place.errorPathOf.includes(id)) {
    return {
      code: 'step-not-before',
      message: `This runs only when \`${id}\` has failed, and then it has no outputs.`,
      remedy: 'Write `$error.name` or `$error.message`.',
    };
  }
  return {
    code: 'step-not-before',
    message: `No run passes the step \`${id}\` before this one, so that it never has outputs here.`,
    remedy: `Move \`${id}\` in front, or name a step that comes before.`,
  };
}

function checkProperties(parsed: ParsedExpression, scope: ExpressionScope, report: Report): void {
  if (scope.properties === undefined) return;
  for (const name of parsed.recordProperties) {
    if (scope.properties.has(name.value)) continue;
    report(name.start, {
      code: 'unknown-property',
      message: `\`${scope.objectType}\` has no property \`${name.value}\` in records.schema.json.`,
      remedy: didYouMean(name.value, scope.properties.keys(), `properties of \`${scope.objectType}\``),
    });
  }
}

/** Texts, numbers, true and false have no fields: what would be one is always absent. */
function checkFieldsOfValues(parsed: ParsedExpression, scope: ExpressionScope, report: Report): void {
  const declared = declaredValues(scope.properties, scope.flow);
  for (const { kind, step, names, start } of parsed.references) {
    const [value, field] = names;
    if ((kind !== 'record' && kind !== 'steps') || value === undefined || field === undefined) continue;
    const type = step ? declared.output(step.value, value.value)?.type : declared.property(value.value)?.type;
    if (type === undefined || type === 'object') continue;
    const written = parsed.source.slice(start, value.end);
    report(field.start, {
      code: 'field-of-value',
      message: `\`${written}\` is of type \`${type}\`, and has no field \`${field.value}\`.`,
      remedy:
        field.value === 'length'
          ? `Write \`$length(${written})\`.`
          : `Take \`.${field.value}\` out, or call a function, such as \`$uppercase(${written})\`.`,
    });
  }
}
