import type { DataFlow } from '../data-flow';
import { parseResource } from '../integration';
import { isJsonObject, isObject, type Json, type JsonObject } from '../json';
import type { Place } from '../preparation';
import { StateError } from '../state-error';
import type { MapItem, Visit } from '../visit';
import { callStorage } from './call-storage';
import { parseCsv } from './csv';
import { itemsOf } from './items';

/**
 * "ItemReader (Map)": where a Map Run's items come from when it is not the state's input: the objects of an S3
 * bucket, or what one of them holds. The caller's integrations answer the call; undefined where there is no reader.
 */
export function prepareItemReader(
  definition: unknown,
  place: Place,
  data: DataFlow,
): ((visit: Visit) => Promise<MapItem[]>) | undefined {
  if (definition === undefined) return undefined;
  const reader = place.object(definition);
  const written = place.at('Resource').text(reader.Resource);
  const resource = parseResource(written);
  if (!resource) place.at('Resource').problem(`'${written}' names no service integration`);
  const inner = data.within(reader, place);
  const given = inner.value('Arguments') ?? inner.value('Parameters');
  const config = isObject(reader.ReaderConfig) ? reader.ReaderConfig : {};
  const configAt = place.at('ReaderConfig');
  const maxItems = data.within(config, configAt).number('MaxItems', 'integer');
  if (typeof config.MaxItems === 'number' && config.MaxItems < 0) {
    configAt.at('MaxItems').problem('must be 0 or more');
  }

  return async (visit) => {
    if (!resource) throw new Error('No resource in a checked definition');
    const most = maxItems?.(visit) ?? 0;
    if (most < 0) throw failed('field MaxItems must be positive');
    const result = await callStorage(resource, given?.(visit) ?? {}, visit, 'States.ItemReaderFailed');
    const items = readItems(resource.action, result, config);
    return most === 0 ? items : items.slice(0, most);
  };
}

function failed(text: string): StateError {
  return new StateError('States.ItemReaderFailed', text);
}

function readItems(action: string, result: unknown, config: Record<string, unknown>): MapItem[] {
  if (!isObject(result)) throw failed('The reader gave no object.');
  if (action === 'listObjectsV2') {
    const { Contents: contents = [] } = result;
    return itemsOf(JSON.parse(JSON.stringify(contents)));
  }
  const { Body: body } = result;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { InputType: type } = config;
  switch (type) {
    case 'JSON':
      return itemsOf(pointedAt(parse(text), config.ItemsPointer));
    case 'JSONL':
      return itemsOf(
        text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(parse),
      );
    case 'CSV':
      return itemsOf(csvRows(text, config));
    default:
      throw failed(`The InputType '${type}' cannot be read here: JSON, JSONL and CSV can.`);
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw failed('Attempting to map over non-JSON data.');
  }
}

/**
 * `ItemsPointer`: a JSON Pointer to the list or object within. A file without one holds a list: what AWS answers to one
 * that holds an object is recorded (LocalStack's test_map_item_reader_json_no_json_list_object).
 */
function pointedAt(value: Json, pointer: unknown): Json {
  if (pointer === undefined && !Array.isArray(value))
    throw failed('Attempting to map over non-iterable node.');
  let at: Json | undefined = value;
  const keys = typeof pointer === 'string' ? pointer.split('/').slice(1) : [];
  for (const key of keys.map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (Array.isArray(at)) at = at[Number(key)];
    else at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  if (Array.isArray(at) || isJsonObject(at)) return at;
  throw failed('Attempting to map over non-iterable node.');
}

const DELIMITERS: Record<string, string> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

function csvRows(text: string, config: Record<string, unknown>): JsonObject[] {
  const delimiter = DELIMITERS[String(config.CSVDelimiter ?? 'COMMA')] ?? ',';
  const rows = parseCsv(text, delimiter);
  const given = Array.isArray(config.CSVHeaders) ? config.CSVHeaders.map(String) : undefined;
  const headers = config.CSVHeaderLocation === 'GIVEN' && given ? given : (rows.shift() ?? []);
  if (new Set(headers).size < headers.length) throw failed('CSV headers cannot contain duplicates.');
  return rows.map((row) => Object.fromEntries(headers.map((header, i) => [header, row[i] ?? ''])));
}
