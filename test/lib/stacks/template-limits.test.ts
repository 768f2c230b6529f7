import type { CompiledWorkflow } from '../../../lib/compiler/compiled-workflow';
import { TemplateTooLargeError } from '../../../lib/stacks/template-too-large-error';
import { compiledAction, compiledWorkflow, workflowTemplate } from './fixtures';

function withActions(count: number): CompiledWorkflow {
  return compiledWorkflow({
    actions: Array.from({ length: count }, (_, index) => compiledAction(`step${index}`)),
  });
}

function withDefinitionOf(bytes: number): CompiledWorkflow {
  const workflow = compiledWorkflow();
  return { ...workflow, definition: { ...workflow.definition, Comment: 'x'.repeat(bytes) } };
}

describe('a workflow', () => {
  it('of a hundred actions fits into a stack', () => {
    const template = workflowTemplate({ workflows: [withActions(100)] });
    expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(480);
  });

  it('of more resources than a stack holds is refused, by name and with the remedy', () => {
    expect(() => workflowTemplate({ workflows: [withActions(120)] })).toThrow(TemplateTooLargeError);
    expect(() => workflowTemplate({ workflows: [withActions(120)] })).toThrow(
      /^The workflow rotate-leads is too large for one stack: it makes 48\d resources, where a stack has room for 480\.$/,
    );
    expect(new TemplateTooLargeError('a', 'b').remedy).toMatch(/two workflows/);
  });

  it('whose template would be near 1 MB is refused', () => {
    expect(() => workflowTemplate({ workflows: [withDefinitionOf(900_000)] })).toThrow(
      /a template of 9\d\d KB, where a stack has room for 900 KB\.$/,
    );
  });

  it.each([
    ['a hundred actions with eight secrets each', manySecrets(8)],
    ['a long definition', withDefinitionOf(840_000)],
  ])('with %s is written in less than 1 MB where it is taken', (_, workflow) => {
    const template = workflowTemplate({ workflows: [workflow] });
    expect(JSON.stringify(template, undefined, 1).length).toBeGreaterThan(700_000);
    expect(JSON.stringify(template, undefined, 1).length).toBeLessThan(1_000_000);
  });

  it('is refused too when it is not the definition that is large, but its secrets', () => {
    expect(() => workflowTemplate({ workflows: [manySecrets(12)] })).toThrow(TemplateTooLargeError);
  });
});

function manySecrets(count: number): CompiledWorkflow {
  const secrets = Array.from({ length: count }, (_, index) => `SECRET_${index}`);
  return compiledWorkflow({
    actions: Array.from({ length: 100 }, (_, index) => compiledAction(`step${index}`, { secrets })),
  });
}
