import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionsService } from '../services';
import type { FunctionSettings } from '../standing';
import { answered, collected, unlessMissing } from './answered';
import { type ClientSettings, patient } from './client-settings';

const missing = ['ResourceNotFoundException'];

/** Lambda through the SDK, which is loaded only here. */
export async function openFunctions(settings: ClientSettings): Promise<FunctionsService> {
  const sdk = await import('@aws-sdk/client-lambda');
  const client = new sdk.LambdaClient({ ...patient, ...settings });
  return {
    list: async (acceptRole) => {
      const functions = await collected(
        'Lambda ListFunctions',
        sdk.paginateListFunctions({ client }, {}),
        (page) => page.Functions,
      );
      return functions.flatMap(({ FunctionName: name, FunctionArn: arn, ...settingsOf }) => {
        const found = settingsFrom(settingsOf);
        return name !== undefined && arn !== undefined && acceptRole(found.role)
          ? [{ name, arn, ...found }]
          : [];
      });
    },
    versions: async (name) => {
      const versions = await unlessMissing(
        collected(
          'Lambda ListVersionsByFunction',
          sdk.paginateListVersionsByFunction({ client }, { FunctionName: name }),
          (page) => page.Versions,
        ),
        missing,
        [],
      );
      return versions.flatMap(({ Version: version, ...settingsOf }) =>
        version === undefined || version === '$LATEST' ? [] : [{ version, ...settingsFrom(settingsOf) }],
      );
    },
    tags: async (arn) => {
      const answer = answered('Lambda ListTags', client.send(new sdk.ListTagsCommand({ Resource: arn })));
      return (await unlessMissing(answer, missing, undefined))?.Tags ?? {};
    },
    deleteVersion: async (name, version) => {
      const call = client.send(new sdk.DeleteFunctionCommand({ FunctionName: name, Qualifier: version }));
      await unlessMissing(answered('Lambda DeleteFunction', call), missing, undefined);
    },
    deleteFunction: async (name) => {
      const call = client.send(new sdk.DeleteFunctionCommand({ FunctionName: name }));
      await unlessMissing(answered('Lambda DeleteFunction', call), missing, undefined);
    },
  };
}

function settingsFrom({ Role = '', LoggingConfig }: FunctionConfiguration): FunctionSettings {
  return { role: Role, logGroup: LoggingConfig?.LogGroup };
}
