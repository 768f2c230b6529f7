import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTemplateObject } from '../../../../lib/local/assembly/template';

/** A grant as it stands in a template: one action of one statement. */
export interface WrittenGrant {
  /** The template's file. */
  readonly file: string;
  readonly logicalId: string;
  /** Of the resource's policies, and of the policy's statements. */
  readonly policy: number;
  readonly statement: number;
  readonly action: string;
  /** Which of the statement's resources, where it has several; undefined for all. */
  readonly resource?: number;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

interface Role {
  Type: string;
  Properties: { Policies?: { PolicyDocument: { Statement: Statement[] } }[] };
}

type Template = { Resources: Record<string, Role> };

/** Every grant of every role of an assembly; of a statement with several resources, one for each. */
export function writtenGrants(assembly: string): WrittenGrant[] {
  return templateFiles(assembly).flatMap((file) =>
    Object.entries(readTemplate(assembly, file).Resources)
      .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
      .flatMap(([logicalId, role]) => grantsOf(file, logicalId, role)),
  );
}

function grantsOf(file: string, logicalId: string, { Properties }: Role): WrittenGrant[] {
  return (Properties.Policies ?? []).flatMap(({ PolicyDocument }, policy) =>
    PolicyDocument.Statement.flatMap(({ Action, Resource }, statement) =>
      [Action].flat().flatMap((action): WrittenGrant[] => {
        const grant = { file, logicalId, policy, statement, action };
        return Array.isArray(Resource) ? Resource.map((_, resource) => ({ ...grant, resource })) : [grant];
      }),
    ),
  );
}

/**
 * Copies an assembly and deletes grants from the copy, as by hand.
 *
 * @returns the folder of the copy
 */
export function withoutGrants(assembly: string, grants: readonly WrittenGrant[], name: string): string {
  const copy = `${assembly}-${name}`;
  cpSync(assembly, copy, { recursive: true });
  for (const { file, logicalId, policy, statement, action, resource } of grants) {
    const template = readTemplate(copy, file);
    const found =
      template.Resources[logicalId]?.Properties.Policies?.[policy]?.PolicyDocument.Statement[statement];
    if (!found) throw new Error(`There is no such grant in ${file}`);
    if (resource !== undefined && Array.isArray(found.Resource)) {
      found.Resource = found.Resource.filter((_, index) => index !== resource);
    } else {
      // A statement must have an action: one that does nothing stands for none.
      const others = [found.Action].flat().filter((one) => one !== action);
      found.Action = others.length > 0 ? others : 'none:Nothing';
    }
    writeFileSync(join(copy, file), JSON.stringify(template));
  }
  return copy;
}

function templateFiles(assembly: string): string[] {
  return readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
}

function readTemplate(assembly: string, file: string): Template {
  const template: unknown = JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  if (!isTemplate(template)) throw new Error(`${file} is no template`);
  return template;
}

function isTemplate(value: unknown): value is Template {
  return isTemplateObject(value) && isTemplateObject(value.Resources);
}
