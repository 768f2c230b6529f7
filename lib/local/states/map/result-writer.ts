import type { DataFlow } from '../data-flow';
import { parseResource } from '../integration';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Place } from '../preparation';
import type { StateError } from '../state-error';
import type { Visit } from '../visit';
import { callStorage } from './call-storage';

/**
 * "ResultWriter (Map)": puts the results of a Map Run into an S3 bucket, a manifest beside them, and gives where it
 * stands instead of the results. The caller's integrations answer the calls; undefined where there is no writer.
 */
export function prepareResultWriter(
  definition: unknown,
  place: Place,
  data: DataFlow,
):
  | ((
      outputs: Json[],
      failures: ReadonlyMap<number, StateError>,
      inputs: Json[],
      visit: Visit,
      mapRunArn: string,
    ) => Promise<Json>)
  | undefined {
  if (definition === undefined) return undefined;
  const writer = place.object(definition);
  // Without a resource the writer only formats, which is what is given anyway.
  if (writer.Resource === undefined) return undefined;
  const written = place.at('Resource').text(writer.Resource);
  const resource = parseResource(written);
  if (!resource) place.at('Resource').problem(`'${written}' names no service integration`);
  const inner = data.within(writer, place);
  const given = inner.value('Arguments') ?? inner.value('Parameters');

  return async (outputs, failures, inputs, visit, mapRunArn) => {
    if (!resource) throw new Error('No resource in a checked definition');
    const target = given?.(visit);
    const { Bucket: bucket = null, Prefix: prefix } = isJsonObject(target) ? target : {};
    const folder = [prefix, mapRunArn.split(':').at(-1)].filter(Boolean).join('/');
    const put = async (name: string, content: Json): Promise<string> => {
      const key = `${folder}/${name}`;
      const object = { Bucket: bucket, Key: key, Body: JSON.stringify(content) };
      await callStorage(resource, object, visit, 'States.ResultWriterFailed');
      return key;
    };
    const record = (output: Json, index: number): JsonObject => {
      const failure = failures.get(index);
      const common = { Input: JSON.stringify(inputs[index]), Status: failure ? 'FAILED' : 'SUCCEEDED' };
      if (!failure) return { ...common, Output: JSON.stringify(output) };
      return { ...common, Error: failure.error ?? null, Cause: failure.causeText ?? null };
    };
    const all = outputs.map(record);
    const files: JsonObject = { FAILED: [], PENDING: [], SUCCEEDED: [] };
    for (const status of ['FAILED', 'SUCCEEDED']) {
      const some = all.filter((each) => each.Status === status);
      if (some.length > 0) files[status] = [{ Key: await put(`${status}_0.json`, some) }];
    }
    const key = await put('manifest.json', {
      DestinationBucket: bucket,
      MapRunArn: mapRunArn,
      ResultFiles: files,
    });
    return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: key } };
  };
}
