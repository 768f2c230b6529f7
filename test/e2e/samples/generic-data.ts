import { type NamesInSource, valueFor } from './names-in-source';

/** An event that has every input that a source reads. */
export function genericEvent({ inputs, json, isBot }: NamesInSource): object {
  return {
    origin: { portalId: 62_515, actionDefinitionId: 4 },
    object: { objectType: 'CONTACT', objectId: 101 },
    inputFields: Object.fromEntries(
      inputs.map((name) => [name, json.includes(name) ? '[]' : valueFor(name)]),
    ),
    callbackId: 'ap-62515-4-1-1',
    ...(isBot && {
      userMessage: { message: 'hello', quickReply: null },
      session: { vid: 101, properties: {}, customState: {} },
    }),
  };
}

/** Answers to whatever such an action asks for: one body that is a record, and a list of one record, at once. */
export function genericFixtures({ properties }: NamesInSource): readonly object[] {
  const time = '2026-03-01T00:00:00.000Z';
  // HubSpot's API has dates as ISO 8601, its workflows as epoch milliseconds.
  const fieldValue = (name: string) => (/^\d{13}$/.test(valueFor(name)) ? time : valueFor(name));
  const values = Object.fromEntries(properties.map((name) => [name, fieldValue(name)]));
  const record = {
    id: '201',
    toObjectId: 201,
    type: 'sample',
    associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 1, label: null }],
    createdAt: time,
    updatedAt: time,
    archived: false,
    name: 'Sample',
    email: 'ana@example.com',
    userId: 7,
    vid: 201,
    properties: values,
    values,
  };
  const body = {
    ...record,
    status: 'success',
    success: 1,
    total: 1,
    offset: 0,
    'has-more': false,
    results: [record],
    contacts: [record],
    // Others than HubSpot that samples ask: geolocation, translation.
    city: 'Madrid',
    regionName: 'Madrid',
    country: 'Spain',
    isp: 'Example',
    translations: [{ text: 'hola', detected_source_language: 'EN' }],
    data: [record],
  };
  return [
    { method: 'DNS', url: 'dns:*?type=A', body: ['192.0.2.1'] },
    { method: 'DELETE', url: '*', status: 204 },
    { method: '*', url: '*', body },
  ];
}
